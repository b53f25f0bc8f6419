package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import dev.threadbase.transfer.format.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Foreign names and times in a form that a column can hold. Payloads need none of this: JSON
 * escapes what a column cannot hold.
 */
final class CleanText {

  private static final Instant EARLIEST = Instant.parse("1678-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2262-01-01T00:00:00Z");

  private CleanText() {}

  /** Whether a text can be stored as it is. */
  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c != 0 && !Character.isSurrogate(c);
      boolean pair =
          !plain && i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (!plain && !pair) {
        return false;
      }
      i += pair ? 1 : 0;
    }
    return true;
  }

  /** The text with U+FFFD in place of U+0000 and of halves of characters. */
  static String of(String text) {
    if (isStorable(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xfffd
                    : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** Whether an id can be stored as it is. */
  static boolean isId(String text) {
    return text.length() <= JsonLimits.LONGEST_ID
        && text.getBytes(StandardCharsets.UTF_8).length <= JsonLimits.LONGEST_ID
        && isStorable(text);
  }

  /** An id, or another name that is looked up; null if it is too long for that. */
  static @Nullable String idOrNull(@Nullable String text) {
    String clean = orNull(text);
    return clean != null && isId(clean) ? clean : null;
  }

  private static String id(String text, String what) {
    String clean = of(text);
    if (!isId(clean)) {
      throw new InvalidData(
          "%s has an id of more than %d bytes; nothing of the file is stored"
              .formatted(what, JsonLimits.LONGEST_ID));
    }
    return clean;
  }

  static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : of(text);
  }

  /**
   * A thread in a form that columns can hold. What it refers to by a name that is too long is left
   * out.
   *
   * @throws InvalidData if its own id, or that of its session, is too long
   */
  static ThreadMeta of(ThreadMeta thread) {
    return thread.toBuilder()
        .id(id(thread.id(), "its thread"))
        .sessionId(thread.sessionId() == null ? null : id(thread.sessionId(), "its session"))
        .parentThreadId(idOrNull(thread.parentThreadId()))
        .forkedFromThreadId(idOrNull(thread.forkedFromThreadId()))
        .forkedFromEntryId(idOrNull(thread.forkedFromEntryId()))
        .title(of(thread.title()))
        .status(idOrNull(thread.status()))
        .workspace(idOrNull(thread.workspace()))
        .channel(idOrNull(thread.channel()))
        .vendor(orNull(thread.vendor()))
        .endpoint(orNull(thread.endpoint()))
        .model(orNull(thread.model()))
        .metadata(of(thread.metadata()))
        .createdAt(storableOrNull(thread.createdAt()))
        .updatedAt(storableOrNull(thread.updatedAt()))
        .lastViewedAt(storableOrNull(thread.lastViewedAt()))
        .build();
  }

  static Title of(Title title) {
    return new Title(
        orNull(title.text()),
        orNull(title.status()),
        orNull(title.source()),
        storableOrNull(title.updatedAt()),
        orNull(title.error()));
  }

  static Map<String, String> of(Map<String, String> metadata) {
    Map<String, String> clean = new TreeMap<>();
    metadata.forEach((name, value) -> clean.put(of(name), of(value)));
    return clean;
  }

  /** Whether a column can hold a time. */
  static boolean isStorable(Instant time) {
    return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
  }

  static @Nullable Instant storableOrNull(@Nullable Instant time) {
    return time != null && isStorable(time) ? time : null;
  }
}
