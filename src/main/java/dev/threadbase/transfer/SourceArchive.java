package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Chunk;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Archives the bytes of an original in chunks, as they are read; what is archived already is passed
 * over.
 */
final class SourceArchive {

  private static final int CHUNK = 256 << 10;
  private static final int DEFLATED_AT_ONCE = 1 << 16;

  private final Consumer<Supplier<Chunk>> chunks;
  private byte[] buffer = new byte[CHUNK];
  private final CRC32C checksum = new CRC32C();
  private long archived;
  private long seen;
  private int filled;

  /**
   * Begins to archive.
   *
   * @param archived how many bytes are archived already
   * @param chunks takes what is not archived yet, and may have it compressed on whatever thread
   */
  SourceArchive(long archived, Consumer<Supplier<Chunk>> chunks) {
    this.chunks = chunks;
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
    byte[] bytes = buffer;
    long offset = archived;
    int length = filled;
    chunks.accept(() -> new Chunk(offset, length, deflated(bytes, length)));
    buffer = new byte[CHUNK];
    archived += filled;
    filled = 0;
  }

  private static byte[] deflated(byte[] bytes, int length) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes, 0, length);
      deflater.finish();
      ByteArrayOutputStream deflated = new ByteArrayOutputStream(length / 4);
      byte[] part = new byte[DEFLATED_AT_ONCE];
      while (!deflater.finished()) {
        deflated.write(part, 0, deflater.deflate(part));
      }
      return deflated.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
