package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.SourceLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows by COPY, in its text form. */
final class PostgresCopy implements EntryWriter {

  private static final String COPY = "COPY entries (" + COLUMNS + ") FROM STDIN";
  private static final String NULL = "\\N";

  @Override
  public Consumer<Handle> prepare(List<Entry> entries, EntryDerivations derivations) {
    StringBuilder rows = new StringBuilder();
    entries.forEach(entry -> append(rows, entry));
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    Consumer<Handle> derived = derivations.prepare(entries);
    return handle -> {
      copy(handle, COPY, bytes);
      derived.accept(handle);
    };
  }

  /** Sends rows in the text form, as bytes. */
  static void copy(Handle handle, String copy, byte[] bytes) {
    try {
      handle
          .getConnection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(copy, new ByteArrayInputStream(bytes));
    } catch (SQLException failure) {
      throw new BareStatement.Failed(failure);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void append(StringBuilder row, Entry entry) {
    SourceLine source = entry.source();
    text(row, entry.sessionId()).append('\t');
    text(row, entry.segmentId()).append('\t');
    row.append(entry.seq()).append('\t');
    text(row, entry.id()).append('\t');
    text(row, entry.threadId()).append('\t');
    row.append(entry.ordinal()).append('\t');
    text(row, entry.parentId()).append('\t');
    text(row, entry.type().name()).append('\t');
    text(row, entry.turnId()).append('\t');
    text(row, entry.role()).append('\t');
    text(row, entry.model()).append('\t');
    text(row, entry.toolName()).append('\t');
    row.append(Instants.toNanos(entry.createdAt())).append('\t');
    text(row, entry.payload()).append('\t');
    text(row, entry.payloadHash()).append('\t');
    text(row, source == null ? null : source.sourceId()).append('\t');
    row.append(source == null ? NULL : Long.toString(source.line())).append('\n');
  }

  /** A value, or the sign for none. */
  static StringBuilder text(StringBuilder row, @Nullable String text) {
    if (text == null) {
      return row.append(NULL);
    }
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char escape = escape(text.charAt(i));
      if (escape != 0) {
        row.append(text, plain, i).append('\\').append(escape);
        plain = i + 1;
      }
    }
    return row.append(text, plain, text.length());
  }

  /** What stands behind the backslash for a character; 0 for one that stands for itself. */
  private static char escape(char c) {
    return switch (c) {
      case '\\' -> '\\';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
  }
}
