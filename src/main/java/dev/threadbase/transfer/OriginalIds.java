package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.format.LineShape;
import dev.threadbase.transfer.format.TranscriptFormat;
import dev.threadbase.transfer.format.TranscriptReader;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The ids that the lines of an archived original have as entries. */
final class OriginalIds {

  private final Set<String> ids = new HashSet<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final TranscriptReader reader;
  private long number;

  private OriginalIds(TranscriptFormat format) {
    this.reader = ReadBack.reader(format);
  }

  static Set<String> of(Snapshot snapshot, Source source, TranscriptFormat format) {
    OriginalIds read = new OriginalIds(format);
    snapshot.readSource(source, read::bytes);
    read.line();
    return read.ids;
  }

  private void bytes(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, from, i + 1 - from);
        from = i + 1;
        line();
      }
    }
    begun.write(bytes, from, bytes.length - from);
  }

  private void line() {
    number++;
    JsonNode json = JsonLines.object(begun.toByteArray());
    begun.reset();
    if (json == null) {
      return;
    }
    LineShape shape = reader.shape(json, number);
    if (shape.kind() != LineShape.Kind.HEADER) {
      String id = shape.id();
      ids.add(id == null || id.isEmpty() ? "line-" + number : id);
    }
  }
}
