package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteStagedExportTest extends StagedExportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
