package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteCodexExportTest extends CodexExportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
