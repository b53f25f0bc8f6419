package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Rows as lines: an object with the table's name under {@code table} and every column under its
 * own. Numbers are numbers, texts texts, bytes base64.
 */
final class NativeRows {

  static final String TABLE = "table";
  private static final String BYTES_COLUMN = "deflated";

  /** Exports from before there were leases do not have it. */
  private static final String LEASE_REQUIRED = "lease_required";

  /** Exports from before there were logs do not have it. */
  private static final String SOURCE_SEGMENT = "source_segment_id";

  private NativeRows() {}

  static void write(NativeRow row, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty(TABLE, row.table().tableName());
    for (String name : row.table().columns()) {
      json.writeName(name);
      Object value = row.value(name);
      if (value == null) {
        json.writeNull();
      } else if (value instanceof byte[] bytes) {
        json.writeBinary(bytes);
      } else if (value instanceof Number number) {
        json.writeNumber(number.longValue());
      } else {
        json.writeString(value.toString());
      }
    }
    json.writeEndObject();
  }

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
      } else if (name.equals(SOURCE_SEGMENT)) {
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
    return new NativeRow(table, row);
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
