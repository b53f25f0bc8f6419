package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresDeletionRaceTest extends DeletionRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
