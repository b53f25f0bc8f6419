package dev.threadbase.transfer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** A stream that tells how many bytes were written to it. */
final class ToldOutput extends FilterOutputStream {

  private final LongConsumer progress;

  ToldOutput(OutputStream output, LongConsumer progress) {
    super(output);
    this.progress = progress;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    progress.accept(1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    progress.accept(length);
  }
}
