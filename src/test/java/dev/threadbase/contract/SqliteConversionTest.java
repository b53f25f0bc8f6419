package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteConversionTest extends ConversionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
