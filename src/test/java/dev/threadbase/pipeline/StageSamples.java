package dev.threadbase.pipeline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Stages and streams for the tests of the runner. */
final class StageSamples {

  static final Stage COPY =
      Stage.of(
          "copy",
          (input, output) -> {
            input.transferTo(output);
            return null;
          });

  static final Stage UPPER =
      Stage.of(
          "upper",
          (input, output) -> {
            String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            output.write(text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return () -> Map.of("chars", text.length());
          });

  static final Stage BANG =
      Stage.of(
          "bang",
          (input, output) -> {
            output.write('!');
            input.transferTo(output);
            return null;
          });

  private StageSamples() {}

  /** Fails at once without reading anything. */
  static Stage failing(String name, Throwable cause) {
    return Stage.of(
        name,
        (input, output) -> {
          raise(cause);
          return null;
        });
  }

  /** Fails after it has read everything. */
  static Stage drainingThenFailing(String name, Throwable cause) {
    return Stage.of(
        name,
        (input, output) -> {
          input.transferTo(OutputStream.nullOutputStream());
          raise(cause);
          return null;
        });
  }

  private static void raise(Throwable cause) throws Exception {
    if (cause instanceof Error error) {
      throw error;
    }
    throw (Exception) cause;
  }

  /** Reads so many bytes, and is content. */
  static Stage head(int bytes) {
    return Stage.of(
        "head",
        (input, output) -> {
          output.write(input.readNBytes(bytes));
          return null;
        });
  }

  /** Waits for something that does not come, until it is interrupted. */
  static Stage waiting() {
    return Stage.of(
        "waiting",
        (input, output) -> {
          new CountDownLatch(1).await();
          return null;
        });
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A stream that never ends. */
  static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'x';
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        Arrays.fill(target, offset, offset + length, (byte) 'x');
        return length;
      }
    };
  }

  /** A stream that hands out one byte at a time. */
  static InputStream dripping(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }

  /** A stream whose read waits, whatever interrupts it, until it is let go. */
  static InputStream stuck(CountDownLatch letGo) {
    return new InputStream() {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        target[offset] = (byte) read();
        return 1;
      }

      @Override
      public int read() throws IOException {
        boolean interrupted = false;
        while (true) {
          try {
            letGo.await();
            break;
          } catch (InterruptedException ignored) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return 'y';
      }
    };
  }
}
