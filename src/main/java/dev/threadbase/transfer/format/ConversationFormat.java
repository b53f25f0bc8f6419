package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Session files of ggcode: one file a session, named by its id, with an {@code index.json} beside
 * it (ggcode session, on-disk format). Each kind of record has a class that maps it:
 *
 * <ul>
 *   <li>{@code meta}: {@link ConversationMeta}, what is known about the thread; the last one
 *       counts.
 *   <li>{@code message}: {@link ConversationMessage}, an entry of the context.
 *   <li>{@code checkpoint}: {@link ConversationCheckpoint}, a compaction whose messages replace
 *       everything before it in the context; the path holds all of it.
 *   <li>{@code usage}: {@link ConversationUsage}; {@code metric}: {@link ConversationMetric};
 *       {@code tunnel_event}: {@link ConversationTunnelEvent}; {@code cost}: {@link
 *       ConversationCost}: entries of types of their own, which are in no context.
 * </ul>
 *
 * <p>All entries stand in one line, in the order of the file.
 */
public final class ConversationFormat implements TranscriptFormat {

  /** The format's name. */
  public static final String NAME = "conversation-jsonl";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(List<JsonNode> firstLines) {
    return firstLines.stream().anyMatch(ConversationRecord::is);
  }

  @Override
  public Records records(Path file) {
    return Records.FUSED_LINES;
  }

  @Override
  public List<String> sidecars() {
    return List.of(ConversationIndex.NAME);
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes) {
    return new ConversationReader(file, notes);
  }

  @Override
  public TranscriptReader reader(Notes notes) {
    return new ConversationReader("thread");
  }

  @Override
  public TranscriptEncoder encoder(ThreadMeta thread, Losses losses) {
    return new ConversationEncoder(thread, losses);
  }
}
