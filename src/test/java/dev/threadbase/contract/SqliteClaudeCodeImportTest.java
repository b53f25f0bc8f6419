package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteClaudeCodeImportTest extends ClaudeCodeImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
