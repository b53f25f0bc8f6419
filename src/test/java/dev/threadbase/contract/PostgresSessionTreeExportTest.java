package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresSessionTreeExportTest extends SessionTreeExportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
