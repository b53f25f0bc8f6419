package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.table.Scratch;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Raw session recordings of ox (ox session pipeline, raw.jsonl): a header, one line an entry, a
 * footer; the older forms of all three too, and recordings that were cut short or written to twice.
 */
public final class RawJsonlFormat implements TranscriptFormat {

  /** The format's name. */
  public static final String NAME = "raw-jsonl";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isNamedByFile() {
    return true;
  }

  @Override
  public boolean recognises(List<JsonNode> firstLines) {
    JsonNode first = firstLines.get(0);
    return RawJsonlHeader.is(first) || isEntry(first);
  }

  /** A recording may have lost its header. */
  private static boolean isEntry(JsonNode line) {
    JsonNode seq = line.get("seq");
    boolean said =
        JsonFields.text(line, "content") != null || JsonFields.object(line, "data") != null;
    return seq != null
        && seq.isIntegralNumber()
        && said
        && RawJsonlMessages.knows(JsonFields.textOrEmpty(line, "type"))
        && (JsonFields.text(line, "timestamp") != null || JsonFields.text(line, "ts") != null);
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes) {
    return reader(file, notes, new Scratch());
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes, Scratch scratch) {
    return new RawJsonlReader(file, notes, scratch);
  }

  @Override
  public TranscriptEncoder encoder(ThreadMeta thread, Losses losses) {
    return new RawJsonlEncoder(thread, losses);
  }
}
