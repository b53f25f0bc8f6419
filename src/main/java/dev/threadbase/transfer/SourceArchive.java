package dev.threadbase.transfer;

import dev.threadbase.thread.Sha256;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.Journal.Source;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Archives the bytes of an original in chunks, as they are read; what is archived already is passed
 * over.
 */
final class SourceArchive {

  private static final int CHUNK = 256 << 10;

  private final Session session;
  private final Source source;
  private final byte[] buffer = new byte[CHUNK];
  private final MessageDigest digest = Sha256.begin();
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
    digest.update(bytes);
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

  /** Archives the rest; returns the digest of all bytes. */
  String finish() {
    if (filled > 0) {
      flush();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void flush() {
    session.addChunk(source, archived, buffer, filled);
    archived += filled;
    filled = 0;
  }
}
