package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresCodexImportTest extends CodexImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
