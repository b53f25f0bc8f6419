package dev.threadbase.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A bar with rate and remaining time on standard error, when a person watches a long import. */
final class ImportProgress implements AutoCloseable {

  private static final long WORTH_WATCHING = 4L << 20;
  private static final long MEBIBYTE = 1L << 20;

  private final @Nullable ProgressBar bar;

  private ImportProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static ImportProgress over(List<Path> files) {
    long bytes = files.stream().mapToLong(ImportProgress::size).sum();
    boolean watched = Ansi.AUTO.enabled() && bytes >= WORTH_WATCHING;
    return new ImportProgress(watched ? bar(bytes) : null);
  }

  private static ProgressBar bar(long bytes) {
    return new ProgressBarBuilder()
        .setTaskName("import")
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

  void read(long bytes) {
    if (bar != null) {
      bar.stepBy(bytes);
    }
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
