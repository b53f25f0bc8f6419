package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteSessionTreeRepairTest extends SessionTreeRepairContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
