package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Threadbase's own format: a line that says what follows, a line for every row of a session, and a
 * line with their number, so that a file that was cut short is noticed.
 */
final class NativeExport {

  static final String NAME = "native";
  static final String VERSION = "threadbase";
  static final int CURRENT = 1;
  static final String ROWS = "rows";

  private NativeExport() {}

  static void write(Snapshot snapshot, String sessionId, OutputStream output, LossTally tally) {
    Writer writer = new Writer(output);
    tally.session(sessionId);
    ObjectNode header = JsonMapper.shared().createObjectNode();
    writer.line(header.put(VERSION, CURRENT).put("session_id", sessionId).toString());
    for (NativeTable table : NativeTable.values()) {
      snapshot.rows(
          table,
          sessionId,
          row -> {
            if (table == NativeTable.THREADS) {
              tally.thread(sessionId, row.text("thread_id"));
            }
            tally.written(table == NativeTable.ENTRIES ? 1 : 0, 1);
            writer.row(NativeRows.line(row));
          });
    }
    ObjectNode end = JsonMapper.shared().createObjectNode();
    writer.line(end.put(ROWS, writer.rows).toString());
    tally.written(0, 2);
  }

  private static final class Writer {
    private final OutputStream output;
    private long rows;

    Writer(OutputStream output) {
      this.output = output;
    }

    void row(String line) {
      rows++;
      line(line);
    }

    void line(String line) {
      try {
        output.write(line.getBytes(StandardCharsets.UTF_8));
        output.write('\n');
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
