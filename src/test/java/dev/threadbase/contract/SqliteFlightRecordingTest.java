package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteFlightRecordingTest extends FlightRecordingContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
