package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresImportTimingTest extends ImportTimingContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
