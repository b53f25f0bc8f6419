package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresRedactedImportTest extends RedactedImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
