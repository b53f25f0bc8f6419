package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Snapshot;
import java.io.OutputStream;

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
    NativeLines lines = new NativeLines(output);
    tally.session(sessionId);
    lines.begin(sessionId);
    for (NativeTable table : NativeTable.values()) {
      snapshot.rows(
          table,
          sessionId,
          row -> {
            if (table == NativeTable.THREADS) {
              tally.thread(sessionId, row.text("thread_id"));
            }
            tally.written(table == NativeTable.ENTRIES ? 1 : 0, 1);
            lines.row(row);
          });
    }
    lines.end();
    tally.written(0, 2);
  }
}
