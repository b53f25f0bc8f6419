package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteConversionRandomTest extends ConversionRandomContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
