package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresSessionTreeSnapshotTest extends SessionTreeSnapshotContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
