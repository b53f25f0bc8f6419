package dev.threadbase.transfer.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times whose offset from UTC is kept as text, because an instant does not hold it. */
final class OffsetTimes {

  private OffsetTimes() {}

  /** The text, if it still says this time; null otherwise. */
  static @Nullable String spelled(@Nullable String text, @Nullable Instant time) {
    return text != null && time != null && time.equals(instant(text)) ? text : null;
  }

  /** The time as the text spells it if that is still the same time, else in UTC. */
  static String text(@Nullable String text, @Nullable Instant time) {
    String spelled = spelled(text, time);
    return spelled != null ? spelled : SessionTreeTimes.text(time);
  }

  /** A time in RFC 3339; null when it is unreadable. */
  static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
