package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresConversionMatrixTest extends ConversionMatrixContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
