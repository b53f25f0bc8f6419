package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresStagedExportTest extends StagedExportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
