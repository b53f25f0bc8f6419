package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteInterruptionTest extends InterruptionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
