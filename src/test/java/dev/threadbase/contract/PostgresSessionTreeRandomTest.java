package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresSessionTreeRandomTest extends SessionTreeRandomContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
