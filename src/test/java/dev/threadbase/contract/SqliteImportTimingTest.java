package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteImportTimingTest extends ImportTimingContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
