package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteCrashTest extends CrashContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.durable();
  }
}
