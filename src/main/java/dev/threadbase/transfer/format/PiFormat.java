package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Session files of the pi coding agent, versions 1 (a chain of lines) to 3 (a tree). */
public final class PiFormat implements TranscriptFormat {

  /** The format's name. */
  public static final String NAME = "pi";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(List<JsonNode> firstLines) {
    JsonNode first = firstLines.get(0);
    return "session".equals(JsonFields.text(first, "type"))
        && JsonFields.text(first, "id") != null
        && JsonFields.text(first, "cwd") != null;
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes) {
    return new PiReader();
  }

  @Override
  public boolean hasBranches() {
    return true;
  }

  @Override
  public String fileName(ThreadMeta thread) {
    return FileNames.time(thread.createdAt())
        + "_"
        + FileNames.uuid(thread.id())
        + FileNames.ENDING;
  }

  @Override
  public TranscriptEncoder encoder(ThreadMeta thread, Losses losses) {
    return new PiEncoder(thread, losses);
  }
}
