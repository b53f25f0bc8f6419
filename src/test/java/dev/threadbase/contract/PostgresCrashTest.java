package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresCrashTest extends CrashContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.durable();
  }
}
