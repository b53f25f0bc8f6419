package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresConversionRandomTest extends ConversionRandomContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
