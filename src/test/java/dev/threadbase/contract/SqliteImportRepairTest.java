package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteImportRepairTest extends ImportRepairContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
