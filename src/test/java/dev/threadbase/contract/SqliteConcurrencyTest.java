package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteConcurrencyTest extends ConcurrencyContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
