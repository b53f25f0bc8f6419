package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteConversionMatrixTest extends ConversionMatrixContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
