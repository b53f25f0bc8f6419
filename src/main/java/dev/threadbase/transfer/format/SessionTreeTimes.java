package dev.threadbase.transfer.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as the reference writes them: RFC 3339 with as many digits of a second as there are, and
 * the beginning of the year 1 for none.
 */
final class SessionTreeTimes {

  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private SessionTreeTimes() {}

  static boolean isZero(Instant time) {
    return time.equals(ZERO);
  }

  static String text(@Nullable Instant time) {
    return FORM.format(time == null ? ZERO : time);
  }
}
