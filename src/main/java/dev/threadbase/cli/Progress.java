package dev.threadbase.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * How far a long command is, on standard error, when a person watches: a bar with the rate, and the
 * time that remains where the end is known.
 */
final class Progress implements AutoCloseable {

  private static final long WORTH_WATCHING = 4L << 20;
  private static final long MEBIBYTE = 1L << 20;
  private static final long UNKNOWN = -1;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static Progress over(List<Path> files) {
    long bytes = files.stream().mapToLong(Progress::size).sum();
    boolean watched = Ansi.AUTO.enabled() && bytes >= WORTH_WATCHING;
    return new Progress(watched ? bar("import", bytes) : null);
  }

  /** Work of which nobody knows how much it is. */
  static Progress unbounded(String task) {
    return new Progress(bar(task, UNKNOWN));
  }

  /** Nobody watches. */
  static Progress none() {
    return new Progress(null);
  }

  private static ProgressBar bar(String task, long bytes) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(bytes)
        .setUnit(" MiB", MEBIBYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .showSpeed()
        .build();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unknown) {
      return 0;
    }
  }

  void step(long bytes) {
    if (bar != null) {
      bar.stepBy(bytes);
    }
  }

  /** A stream that tells what is read of it. */
  InputStream over(InputStream input) {
    if (bar == null) {
      return input;
    }
    return new FilterInputStream(input) {
      @Override
      public int read() throws IOException {
        int read = in.read();
        Progress.this.step(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        Progress.this.step(Math.max(0, read));
        return read;
      }
    };
  }

  /** Prints something without tearing the bar. */
  void aside(Runnable print) {
    if (bar != null) {
      bar.pause();
    }
    print.run();
    if (bar != null) {
      bar.resume();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
