package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteRedactedImportTest extends RedactedImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
