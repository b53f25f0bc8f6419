package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresClaudeCodeImportTest extends ClaudeCodeImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
