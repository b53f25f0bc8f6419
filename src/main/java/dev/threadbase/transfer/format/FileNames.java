package dev.threadbase.transfer.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of files and ids in them, made of the ids of threads and of nothing else. */
final class FileNames {

  static final String ENDING = ".jsonl";

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private FileNames() {}

  /**
   * A name that only this text has: letters, digits, {@code _}, {@code -} and inner dots as they
   * are, every other byte of its UTF-8 as {@code %} and two hex digits.
   */
  static String of(String text) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || b == '_'
              || b == '-'
              || (b == '.' && name.length() > 0);
      if (plain) {
        name.append((char) b);
      } else {
        name.append(String.format("%%%02X", b & 0xff));
      }
    }
    return name.length() == 0 ? "%" : name.toString();
  }

  /** Whether a text is a UUID as it is written usually. */
  static boolean isUuid(String text) {
    return UUID_TEXT.matcher(text).matches();
  }

  /** The text itself if it is a UUID, else one that only this text has. */
  static String uuid(String text) {
    return isUuid(text)
        ? text
        : UUID.nameUUIDFromBytes(("threadbase:" + text).getBytes(StandardCharsets.UTF_8))
            .toString();
  }

  /** A time as a part of a name. */
  static String time(@Nullable Instant time) {
    Instant millis = time == null ? Instant.EPOCH : Instant.ofEpochMilli(time.toEpochMilli());
    String text = millis.toString();
    String full = text.length() == 20 ? text.replace("Z", ".000Z") : text;
    return full.replaceAll("[:.]", "-");
  }
}
