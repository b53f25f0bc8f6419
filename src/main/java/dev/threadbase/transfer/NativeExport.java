package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Snapshot;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Threadbase's own format: a line that says what follows, a line for every row of a session, and a
 * line with their number, so that a file that was cut short is noticed.
 */
final class NativeExport {

  static final String NAME = "native";
  static final String VERSION = "threadbase";
  static final int CURRENT = 1;
  static final String ROWS = "rows";

  private static final ObjectWriter LINES =
      JsonMapper.shared()
          .writer()
          .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .withRootValueSeparator("");

  private NativeExport() {}

  static void write(Snapshot snapshot, String sessionId, OutputStream output, LossTally tally) {
    try (Writer writer = new Writer(output)) {
      tally.session(sessionId);
      writer.begin(sessionId);
      for (NativeTable table : NativeTable.values()) {
        snapshot.rows(
            table,
            sessionId,
            row -> {
              if (table == NativeTable.THREADS) {
                tally.thread(sessionId, row.text("thread_id"));
              }
              tally.written(table == NativeTable.ENTRIES ? 1 : 0, 1);
              writer.row(row);
            });
      }
      writer.end();
      tally.written(0, 2);
    } catch (JacksonIOException failure) {
      throw new UncheckedIOException(failure.getCause());
    }
  }

  /** Writes each line as it comes. Closing it leaves the stream open. */
  private static final class Writer implements AutoCloseable {
    private final JsonGenerator json;
    private long rows;

    Writer(OutputStream output) {
      this.json = LINES.createGenerator(output);
    }

    void begin(String sessionId) {
      json.writeStartObject();
      json.writeNumberProperty(VERSION, CURRENT);
      json.writeStringProperty("session_id", sessionId);
      endLine();
    }

    void row(NativeRow row) {
      rows++;
      NativeRows.write(row, json);
      json.writeRaw('\n');
    }

    void end() {
      json.writeStartObject();
      json.writeNumberProperty(ROWS, rows);
      endLine();
    }

    private void endLine() {
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() {
      json.close();
    }
  }
}
