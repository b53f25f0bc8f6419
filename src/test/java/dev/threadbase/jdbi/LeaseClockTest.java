package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseClockTest {

  @Test
  void noTimeOfTheClientIsSentWhereTheServerHasAClock() {
    assertThat(LeaseClock.of(Dialect.POSTGRESQL, null).nanos()).isNull();
    assertThat(LeaseClock.of(Dialect.SQLITE, null).nanos()).isPositive();
  }

  @Test
  void theClockOfATestGoesBeforeBoth() {
    SettableClock clock = new SettableClock(Instant.ofEpochSecond(0, 7));
    for (Dialect dialect : Dialect.values()) {
      assertThat(LeaseClock.of(dialect, clock).nanos()).isEqualTo(7);
    }
  }
}
