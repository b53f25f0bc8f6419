package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteCodexImportTest extends CodexImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
