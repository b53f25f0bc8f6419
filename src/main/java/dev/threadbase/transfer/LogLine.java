package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.context.WhiteSpace;
import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.SourceLines.Line;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a line of a log is to the journal. Every line that is not blank is an entry, also one that
 * cannot be read, so that positions are those of the reference; such an entry stops a strict
 * reading right there. Only a last line that was not written to its end is none.
 *
 * @param entry the entry; null for a blank or a torn line
 * @param parsed what it says; null if it cannot be read
 * @param problem why it cannot be read; null if it can, or is blank
 */
record LogLine(@Nullable NewEntry entry, @Nullable LogEntry parsed, @Nullable String problem) {

  /** The type of a line that names no kind of its own. */
  static final EntryType UNREADABLE = new EntryType("unreadable");

  /** The type of a line whose bytes are no text; the payload holds them in base64. */
  static final EntryType BYTES = new EntryType("unreadable_bytes");

  private static final int LONGEST_KIND = 100;
  private static final LogLine BLANK = new LogLine(null, null, null);

  private static final Set<String> KINDS =
      Arrays.stream(LogEntry.Kind.values())
          .map(LogEntry.Kind::wireName)
          .collect(Collectors.toUnmodifiableSet());

  /** Types that stand for something in the journal, which a line that nobody can read is not. */
  private static final Set<String> RESERVED =
      Set.of(
          JournalForm.FORK.name(),
          BYTES.name(),
          EntryType.THREAD_INFO.name(),
          EntryType.TURN_MARKER.name(),
          EntryType.USER_MESSAGE.name(),
          EntryType.ASSISTANT_MESSAGE.name(),
          EntryType.TOOL_CALL.name(),
          EntryType.MODEL_CHANGE.name(),
          EntryType.ACTIVE_TOOLS_CHANGE.name(),
          EntryType.COMPACTION.name(),
          EntryType.BRANCH_SUMMARY.name(),
          EntryType.RUN_FAILURE.name());

  /** Reads a line. */
  static LogLine of(Line line) {
    byte[] bytes = content(line);
    String text = text(bytes);
    if (text == null) {
      return line.ended() ? ofBytes(bytes) : torn();
    }
    if (WhiteSpace.trim(text).isEmpty()) {
      return BLANK;
    }
    try {
      LogEntry parsed = LogEntry.parse(text);
      return new LogLine(JournalForm.of(parsed, text), parsed, null).storable();
    } catch (InvalidData unreadable) {
      JsonNode object = JsonLines.object(bytes);
      if (!line.ended() && object == null) {
        return torn();
      }
      NewEntry entry = NewEntry.raw(type(object), text);
      return new LogLine(entry, null, String.valueOf(unreadable.getMessage()));
    }
  }

  /** The hash that a line is stored with; null for a line that is no entry. */
  static @Nullable String hash(Line line) {
    byte[] bytes = content(line);
    String text = line.ended() ? text(bytes) : null;
    if (text != null) {
      return WhiteSpace.trim(text).isEmpty() ? null : PayloadHash.of(text);
    }
    NewEntry entry = of(line).entry();
    return entry == null ? null : PayloadHash.of(entry.payload());
  }

  private static LogLine torn() {
    return new LogLine(null, null, "the file ends inside it");
  }

  /** The bytes of a line without its end. */
  static byte[] content(Line line) {
    byte[] bytes = line.bytes();
    int length = bytes.length;
    if (line.ended()) {
      length--;
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The text of bytes; null if they are none, or one that cannot be stored. */
  static @Nullable String text(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException broken) {
      return null;
    }
  }

  /** A name may hold what no column can; the line itself never does. */
  private LogLine storable() {
    String tool = entry == null ? null : entry.toolName();
    if (entry == null || tool == null || CleanText.isStorable(tool)) {
      return this;
    }
    NewEntry clean =
        new NewEntry(
            entry.type(),
            entry.turnId(),
            entry.role(),
            entry.model(),
            CleanText.of(tool),
            entry.payload(),
            null,
            entry.createdAt());
    return new LogLine(clean, parsed, problem);
  }

  private static EntryType type(@Nullable JsonNode object) {
    JsonNode kind = object == null ? null : object.get("kind");
    String name = kind != null && kind.isString() ? kind.stringValue() : "";
    boolean usable =
        !name.isEmpty()
            && name.length() <= LONGEST_KIND
            && CleanText.isStorable(name)
            && (KINDS.contains(name) || !RESERVED.contains(name));
    return usable ? new EntryType(name) : UNREADABLE;
  }

  /** An entry that holds bytes which are no text. */
  private static LogLine ofBytes(byte[] bytes) {
    String problem = holdsNul(bytes) ? "it holds a raw U+0000" : "it is not UTF-8";
    String payload =
        JsonMapper.shared()
            .createObjectNode()
            .put("kind", BYTES.name())
            .put("reason", problem)
            .put("base64", Base64.getEncoder().encodeToString(bytes))
            .toString();
    return new LogLine(NewEntry.raw(BYTES, payload), null, problem);
  }

  private static boolean holdsNul(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  /** The line that an entry is, without its end. */
  static byte[] bytes(Entry entry) {
    byte[] payload = entry.payload().getBytes(StandardCharsets.UTF_8);
    JsonNode held = entry.type().equals(BYTES) ? JsonLines.object(payload) : null;
    if (held != null && held.path("base64").isString()) {
      try {
        return Base64.getDecoder().decode(held.path("base64").stringValue());
      } catch (IllegalArgumentException foreign) {
        return payload;
      }
    }
    return payload;
  }

  @Override
  public String toString() {
    return "LogLine[" + (entry == null ? "none" : entry.type().name()) + "]";
  }
}
