package dev.threadbase.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** What a stage writes: counted, and closed to it when the run is over. */
final class StageOutput extends OutputStream {

  /** Where the bytes go. */
  interface Writing {
    void write(byte[] source, int offset, int length) throws IOException;

    /** Passes on what is held back; a pipe holds nothing back. */
    default void flush() throws IOException {}
  }

  private final Writing writing;
  private final LineCount count = new LineCount();
  private final StageAccess access = new StageAccess();

  StageOutput(Writing writing) {
    this.writing = writing;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    access.check();
    writing.write(source, offset, length);
    count.add(source, offset, length);
  }

  @Override
  public void flush() throws IOException {
    access.check();
    writing.flush();
  }

  StreamCount count() {
    return count.total();
  }

  void detach() {
    access.end();
  }
}
