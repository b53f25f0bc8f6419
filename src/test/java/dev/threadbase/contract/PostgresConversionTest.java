package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresConversionTest extends ConversionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
