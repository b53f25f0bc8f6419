package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresInterruptionTest extends InterruptionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
