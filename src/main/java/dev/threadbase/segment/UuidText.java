package dev.threadbase.segment;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UUIDs as text. They are written by {@link UUID#toString}: lower case, with hyphens. */
final class UuidText {

  private static final String HYPHENATED =
      "([0-9a-fA-F]{8})-([0-9a-fA-F]{4})-([0-9a-fA-F]{4})-([0-9a-fA-F]{4})-([0-9a-fA-F]{12})";
  private static final Pattern WITH_HYPHENS =
      Pattern.compile("(?:urn:uuid:" + HYPHENATED + "|\\{" + HYPHENATED + "}|" + HYPHENATED + ")");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{32}");

  private UuidText() {}

  /** Any of the four forms that the reference reads, in either case; null if it is none. */
  static @Nullable UUID parse(String text) {
    String digits = text;
    Matcher hyphenated = WITH_HYPHENS.matcher(text);
    if (hyphenated.matches()) {
      digits = text.replace("urn:uuid:", "").replaceAll("[{}-]", "");
    }
    return DIGITS.matcher(digits).matches()
        ? new UUID(
            Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16))
        : null;
  }
}
