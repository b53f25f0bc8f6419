package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.SourceLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of the tables that Threadbase's own format carries.
 *
 * @param table the table
 * @param values a text, a whole number, bytes or null for every column, in the table's order; the
 *     list is not copied
 */
public record NativeRow(NativeTable table, List<@Nullable Object> values) {

  /** Of a thread: whether a user spoke. Null in a file that does not know. */
  public static final String SPOKEN = "spoken";

  /** A column that may be null. */
  public @Nullable Object value(String column) {
    return values.get(table.position(column));
  }

  /**
   * A text.
   *
   * @throws InvalidData if the column holds none
   */
  public String text(String column) {
    if (value(column) instanceof String text) {
      return text;
    }
    throw new InvalidData("a row of " + table.tableName() + " has no text in " + column);
  }

  /** A text that may be null. */
  @Nullable String textOrNull(String column) {
    return value(column) == null ? null : text(column);
  }

  /**
   * A whole number.
   *
   * @throws InvalidData if the column holds none
   */
  public long number(String column) {
    if (value(column) instanceof Long number) {
      return number;
    }
    throw new InvalidData("a row of " + table.tableName() + " has no number in " + column);
  }

  /** With another value of a column. */
  public NativeRow with(String column, Object value) {
    List<@Nullable Object> others = new ArrayList<>(values);
    others.set(table.position(column), value);
    return new NativeRow(table, others);
  }

  /**
   * The entry that a row of the entries says.
   *
   * @throws InvalidData if a column is missing
   */
  public Entry entry() {
    String source = textOrNull("source_id");
    return new Entry(
        text("session_id"),
        text("segment_id"),
        number("seq"),
        text("entry_id"),
        text("thread_id"),
        number("ordinal"),
        textOrNull("parent_id"),
        new EntryType(text("type")),
        textOrNull("turn_id"),
        textOrNull("role"),
        textOrNull("model"),
        textOrNull("tool_name"),
        Instant.ofEpochSecond(0, number("created_at_ns")),
        text("payload"),
        text("payload_hash"),
        source == null ? null : new SourceLine(source, number("source_line")));
  }

  @Override
  public String toString() {
    return "NativeRow[" + table.tableName() + "]";
  }
}
