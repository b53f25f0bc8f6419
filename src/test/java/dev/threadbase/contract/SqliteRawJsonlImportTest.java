package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteRawJsonlImportTest extends RawJsonlImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
