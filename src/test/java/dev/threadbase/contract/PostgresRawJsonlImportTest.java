package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresRawJsonlImportTest extends RawJsonlImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
