package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresSessionTreeImportTest extends SessionTreeImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
