package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresPiImportTest extends PiImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
