package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresConcurrencyTest extends ConcurrencyContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
