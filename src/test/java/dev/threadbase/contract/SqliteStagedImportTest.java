package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteStagedImportTest extends StagedImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
