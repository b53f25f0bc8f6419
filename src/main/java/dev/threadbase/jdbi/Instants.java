package dev.threadbase.jdbi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as they are stored: nanoseconds since 1970, from the year 1677 to 2262. */
final class Instants {

  private static final long NANOS = 1_000_000_000;

  private Instants() {}

  static long toNanos(Instant instant) {
    try {
      // Seconds are negative before 1970 while the fraction is not; one step up keeps the product
      // in range.
      long seconds = instant.getEpochSecond();
      long fraction = instant.getNano();
      return seconds < 0 && fraction > 0
          ? Math.addExact(Math.multiplyExact(seconds + 1, NANOS), fraction - NANOS)
          : Math.addExact(Math.multiplyExact(seconds, NANOS), fraction);
    } catch (ArithmeticException outside) {
      throw new IllegalArgumentException("a time is outside the years 1678 to 2261: " + instant);
    }
  }

  static @Nullable Long toNanosOrNull(@Nullable Instant instant) {
    return instant == null ? null : toNanos(instant);
  }

  static Instant of(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
