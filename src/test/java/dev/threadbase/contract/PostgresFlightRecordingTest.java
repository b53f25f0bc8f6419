package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresFlightRecordingTest extends FlightRecordingContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
