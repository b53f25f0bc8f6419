package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqlitePiImportTest extends PiImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
