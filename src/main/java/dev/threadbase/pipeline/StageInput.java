package dev.threadbase.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What a stage reads: counted, and closed to it when the run is over. */
final class StageInput extends InputStream {

  /** Where the bytes come from. */
  interface Reading {
    int read(byte[] target, int offset, int length) throws IOException;
  }

  private final Reading reading;
  private final LineCount count = new LineCount();
  private final StageAccess access = new StageAccess();

  StageInput(Reading reading) {
    this.reading = reading;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read;
    do {
      read = read(one, 0, 1);
    } while (read == 0);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    access.check();
    int read = reading.read(target, offset, length);
    // What arrives after the end is not the stage's any more.
    access.check();
    if (read > 0) {
      count.add(target, offset, read);
    }
    return read;
  }

  StreamCount count() {
    return count.total();
  }

  void detach() {
    access.end();
  }
}
