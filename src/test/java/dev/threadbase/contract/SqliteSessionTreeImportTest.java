package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteSessionTreeImportTest extends SessionTreeImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
