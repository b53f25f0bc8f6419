package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteSessionTreeSnapshotTest extends SessionTreeSnapshotContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
