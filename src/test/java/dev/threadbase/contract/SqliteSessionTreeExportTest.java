package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteSessionTreeExportTest extends SessionTreeExportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
