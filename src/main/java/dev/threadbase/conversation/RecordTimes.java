package dev.threadbase.conversation;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * Times of records in RFC 3339: with their offset, and as many digits behind the second as they
 * need, at most nine.
 */
public final class RecordTimes {

  /** The time of a record that has none. */
  public static final OffsetDateTime NEVER = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter();

  private RecordTimes() {}

  /** A time as text. */
  public static String text(OffsetDateTime time) {
    return FORMAT.format(time);
  }

  /** A text as a time; {@link #NEVER} for one that says none. */
  public static OffsetDateTime parse(@Nullable String text) {
    try {
      return text == null ? NEVER : OffsetDateTime.parse(text);
    } catch (DateTimeException unreadable) {
      return NEVER;
    }
  }
}
