package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresStagedImportTest extends StagedImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
