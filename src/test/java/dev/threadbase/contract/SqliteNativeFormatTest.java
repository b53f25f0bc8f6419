package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteNativeFormatTest extends NativeFormatContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return PostgresTestDatabase.create();
  }
}
