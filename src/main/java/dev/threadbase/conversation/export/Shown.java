package dev.threadbase.conversation.export;

import dev.threadbase.conversation.RecordTimes;
import dev.threadbase.message.Role;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values as words for people; nothing in them is escaped yet. */
final class Shown {

  private Shown() {}

  /** Who speaks. */
  static String role(Role role) {
    return switch (role.name()) {
      case "user" -> "User";
      case "assistant" -> "Assistant";
      case "system" -> "System";
      case "tool" -> "Tool";
      default -> role.name();
    };
  }

  /** A time in RFC 3339 to the second, with its offset. */
  static String time(OffsetDateTime time) {
    return RecordTimes.text(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Where a model is; empty if nothing is known. */
  static String model(@Nullable String vendor, @Nullable String endpoint, @Nullable String model) {
    return Stream.of(vendor, endpoint, model)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.joining(" / "));
  }
}
