package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteSessionTreeRandomTest extends SessionTreeRandomContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
