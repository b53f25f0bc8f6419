package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Rollouts of the Codex CLI of OpenAI: lines of a time, a type and a payload, or the bare items of
 * its first versions.
 */
public final class CodexFormat implements TranscriptFormat {

  /** The format's name. */
  public static final String NAME = "codex";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(List<JsonNode> firstLines) {
    return firstLines.stream().anyMatch(CodexLine::isEnveloped)
        || CodexLine.isBareHeader(firstLines.get(0));
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes) {
    return new CodexReader(file, notes);
  }

  @Override
  public TranscriptEncoder encoder(ThreadMeta thread, Losses losses) {
    return new CodexEncoder(thread, losses);
  }
}
