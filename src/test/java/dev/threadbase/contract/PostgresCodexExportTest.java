package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresCodexExportTest extends CodexExportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
