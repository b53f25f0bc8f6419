package dev.threadbase.transfer;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a session as lines; {@link NativeRows} reads those of its rows. */
final class NativeLines {

  private static final byte[] END = JsonBytes.ascii("}\n");

  private final JsonBytes json;
  private final Map<NativeTable, List<byte[]>> names = new EnumMap<>(NativeTable.class);
  private long rows;

  NativeLines(OutputStream output) {
    this.json = new JsonBytes(output);
  }

  /** The line before the rows. */
  void begin(String sessionId) {
    json.raw(
        JsonBytes.ascii(
            "{\"" + NativeExport.VERSION + "\":" + NativeExport.CURRENT + ",\"session_id\":"));
    json.text(sessionId);
    json.raw(END);
  }

  void row(NativeRow row) {
    rows++;
    List<byte[]> names = this.names.computeIfAbsent(row.table(), NativeLines::names);
    for (int i = 0; i < names.size(); i++) {
      json.raw(names.get(i));
      value(row.values().get(i));
    }
    json.raw(END);
  }

  /** What stands before each value. */
  private static List<byte[]> names(NativeTable table) {
    List<byte[]> names = new ArrayList<>();
    String before = "{\"" + NativeRows.TABLE + "\":\"" + table.tableName() + "\"";
    for (String column : table.columns()) {
      names.add(JsonBytes.ascii(before + ",\"" + column + "\":"));
      before = "";
    }
    return List.copyOf(names);
  }

  private void value(@Nullable Object value) {
    if (value == null) {
      json.nothing();
    } else if (value instanceof Number number) {
      json.number(number.longValue());
    } else if (value instanceof byte[] bytes) {
      json.binary(bytes);
    } else {
      json.text(value.toString());
    }
  }

  /** The line behind the rows, and whatever the stream does not have yet. */
  void end() {
    json.raw(JsonBytes.ascii("{\"" + NativeExport.ROWS + "\":" + rows + "}\n"));
    json.flush();
  }
}
