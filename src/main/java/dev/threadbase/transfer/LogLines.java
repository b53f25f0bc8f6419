package dev.threadbase.transfer;

import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.SourceLines.Line;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads the lines of a log: says what is wrong with them, and which are new. */
final class LogLines {

  private final LogFile file;
  private final Tally tally;
  private final LogMatch match;
  private Consumer<byte[]> listener = bytes -> {};
  private long start;

  LogLines(LogFile file, Tally tally, LogMatch match) {
    this.file = file;
    this.tally = tally;
    this.match = match;
  }

  /** Has somebody told of every byte. */
  void onBytes(Consumer<byte[]> told) {
    listener = told;
  }

  /** Reads so many bytes of the file. */
  void read(long limit, LogImport.NewLine added) throws IOException {
    try (SourceLines lines = SourceLines.of(file.file(), limit)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        tally.line();
        listener.accept(line.bytes());
        take(line, added);
        start += line.bytes().length;
      }
    }
  }

  private void take(Line line, LogImport.NewLine added) {
    LogLine read = LogLine.of(line);
    NewEntry entry = read.entry();
    warn(line, read);
    if (entry == null) {
      return;
    }
    if (match.follow(PayloadHash.of(entry.payload()))) {
      tally.existing();
    } else {
      added.take(line, read);
    }
  }

  private void warn(Line line, LogLine read) {
    NewEntry entry = read.entry();
    if (entry == null && read.problem() != null) {
      tally.leftOut(
          line.number(),
          "torn_line",
          "the file ends inside it, from byte " + start + "; kept in the original only");
    } else if (entry != null && read.problem() != null) {
      boolean kind = !entry.type().equals(LogLine.UNREADABLE);
      tally.warn(
          line.number(),
          "unreadable_entry",
          "from byte %d%s: %s; stored as it is, a strict reading stops there"
              .formatted(start, kind ? ", " + entry.type() : "", read.problem()));
    } else if (read.parsed() instanceof SegmentStart begun
        && !begun.sessionId().equals(Objects.requireNonNull(file.session()))) {
      tally.warn(
          line.number(), "other_session", "it names another session than its folder; stored as is");
    }
  }
}
