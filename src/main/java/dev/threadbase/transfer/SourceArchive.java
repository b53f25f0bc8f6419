package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.Journal.Source;
import java.util.zip.CRC32C;

/**
 * Archives the bytes of an original in chunks, as they are read; what is archived already is passed
 * over.
 */
final class SourceArchive {

  private static final int CHUNK = 256 << 10;

  private final Session session;
  private final Source source;
  private final byte[] buffer = new byte[CHUNK];
  private final CRC32C checksum = new CRC32C();
  private long archived;
  private long seen;
  private int filled;

  SourceArchive(Session session, Source source, long archived) {
    this.session = session;
    this.source = source;
    this.archived = archived;
  }

  void add(byte[] bytes) {
    int from = (int) Math.min(bytes.length, Math.max(0, archived + filled - seen));
    seen += bytes.length;
    checksum.update(bytes);
    while (from < bytes.length) {
      int count = Math.min(bytes.length - from, CHUNK - filled);
      System.arraycopy(bytes, from, buffer, filled, count);
      filled += count;
      from += count;
      if (filled == CHUNK) {
        flush();
      }
    }
  }

  /** Archives the rest; returns the checksum of all bytes. */
  long finish() {
    if (filled > 0) {
      flush();
    }
    return checksum.getValue();
  }

  private void flush() {
    session.addChunk(source, archived, buffer, filled);
    archived += filled;
    filled = 0;
  }
}
