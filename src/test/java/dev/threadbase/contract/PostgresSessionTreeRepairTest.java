package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresSessionTreeRepairTest extends SessionTreeRepairContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
