package dev.threadbase.transfer;

import dev.threadbase.thread.NewEntry;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/**
 * A second reading of a transcript that stores nothing: the tally counts what is new, what is
 * stored already, and what is stored with another content.
 */
final class TranscriptComparison {

  private final TranscriptScan scan;
  private final Stored stored;

  private TranscriptComparison(TranscriptScan scan, Stored stored) {
    this.scan = scan;
    this.stored = stored;
  }

  /** Compares a file with what is stored; the reader of the scan cannot be used once more. */
  static void run(
      Path file, TranscriptFormat format, TranscriptScan scan, Stored stored, LongConsumer progress)
      throws IOException {
    TranscriptComparison comparison = new TranscriptComparison(scan, stored);
    try (SourceRecords records = SourceRecords.of(format.records(file), file, scan.length())) {
      for (Line line = records.next(); line != null; line = records.next()) {
        int node = scan.outline().nodeAt(line.number());
        if (node != Outline.NONE && !line.fragment()) {
          comparison.take(node, line);
        }
        progress.accept(line.bytes().length);
      }
    }
  }

  private void take(int node, Line line) {
    JsonNode json = JsonLines.object(line.bytes());
    if (json == null) {
      throw SourceScan.changed();
    }
    NewEntry entry = scan.reader().entry(line.bytes(), json, line.number(), scan.outline()::idAt);
    int id = scan.outline().id(node);
    if (stored.contains(id)) {
      stored.count(id, entry, line.number(), scan.tally());
      return;
    }
    LineTime.check(json, entry, line.number(), scan.tally());
    scan.tally().stored();
  }
}
