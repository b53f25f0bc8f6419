package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.table.Scratch;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Transcripts of Claude Code: a tree of lines by {@code uuid} and {@code parentUuid}, with file
 * lines between them.
 */
public final class ClaudeCodeFormat implements TranscriptFormat {

  /** The format's name. */
  public static final String NAME = "claude-code";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(List<JsonNode> firstLines) {
    return firstLines.stream()
        .anyMatch(
            line ->
                (line.has("uuid") && line.has("sessionId") && line.has("isSidechain"))
                    || isSnapshot(line)
                    || (line.has("leafUuid") && "summary".equals(JsonFields.text(line, "type"))));
  }

  private static boolean isSnapshot(JsonNode line) {
    return "file-history-snapshot".equals(JsonFields.text(line, "type"))
        && (line.has("messageId") || line.has("snapshot"));
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes) {
    return reader(file, notes, new Scratch());
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes, Scratch scratch) {
    return new ClaudeCodeReader(file, scratch);
  }

  @Override
  public boolean hasBranches() {
    return true;
  }

  @Override
  public String fileName(ThreadMeta thread) {
    return ClaudeCodePlace.of(thread).fileName();
  }

  @Override
  public TranscriptEncoder encoder(ThreadMeta thread, Losses losses) {
    return new ClaudeCodeEncoder(thread, losses);
  }
}
