package dev.threadbase.pipeline;

/** Counts bytes and lines as they pass; read by another thread than the one that counts. */
final class LineCount {

  private volatile long bytes;
  private volatile long ends;
  private volatile boolean open;

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread counts.
  void add(byte[] data, int offset, int length) {
    if (length == 0) {
      return;
    }
    int newlines = 0;
    for (int i = offset; i < offset + length; i++) {
      if (data[i] == '\n') {
        newlines++;
      }
    }
    bytes += length;
    ends += newlines;
    open = data[offset + length - 1] != '\n';
  }

  StreamCount total() {
    return new StreamCount(bytes, ends + (open ? 1 : 0));
  }
}
