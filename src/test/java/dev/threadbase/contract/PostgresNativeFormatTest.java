package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresNativeFormatTest extends NativeFormatContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return SqliteTestDatabase.create();
  }
}
