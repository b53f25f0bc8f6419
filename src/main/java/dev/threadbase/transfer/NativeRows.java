package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads lines as rows: an object with the table's name under {@code table} and every column under
 * its own. Numbers are numbers, texts texts, bytes base64. {@link NativeLines} writes them.
 */
final class NativeRows {

  static final String TABLE = "table";
  private static final String BYTES_COLUMN = "deflated";

  /** Exports from before there were leases do not have it. */
  private static final String LEASE_REQUIRED = "lease_required";

  /** Exports from before there were logs, or conversations, do not have these, and null stands. */
  private static final Set<String> LATER =
      Set.of("source_segment_id", "deleted_at_ns", NativeRow.SPOKEN);

  private NativeRows() {}

  /**
   * Reads a line.
   *
   * @throws InvalidData if a column is missing, unknown, or of another type
   */
  static NativeRow row(NativeTable table, JsonNode line, long number) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (String name : table.columns()) {
      JsonNode value = line.get(name);
      if (value != null) {
        row.put(name, value(name, value, number));
      } else if (name.equals(LEASE_REQUIRED)) {
        row.put(name, 0L);
      } else if (LATER.contains(name)) {
        row.put(name, null);
      } else {
        throw invalid(number, "lacks the column " + name);
      }
    }
    for (String name : line.propertyNames()) {
      if (!row.containsKey(name) && !name.equals(TABLE)) {
        throw invalid(number, "has a column that this version does not know");
      }
    }
    return new NativeRow(table, new ArrayList<>(row.values()));
  }

  private static @Nullable Object value(String name, JsonNode value, long number) {
    if (value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (!value.isString()) {
      throw invalid(number, "has neither text nor a whole number in the column " + name);
    }
    if (name.equals(BYTES_COLUMN)) {
      try {
        return Base64.getDecoder().decode(value.stringValue());
      } catch (IllegalArgumentException damaged) {
        throw invalid(number, "has no base64 in the column " + name);
      }
    }
    if (!CleanText.isStorable(value.stringValue())) {
      throw invalid(number, "has a character that cannot be stored in the column " + name);
    }
    return value.stringValue();
  }

  static InvalidData invalid(long number, String what) {
    return new InvalidData("line " + number + " " + what);
  }
}
