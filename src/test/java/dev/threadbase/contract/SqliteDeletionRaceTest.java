package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteDeletionRaceTest extends DeletionRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
