package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresImportRepairTest extends ImportRepairContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
