package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.table.Scratch;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The folders of floret's session tree, one for each thread: a journal of JSON values with a
 * snapshot of the thread and perhaps a lease beside it.
 */
public final class SessionTreeFormat implements TranscriptFormat {

  /** The format's name. */
  public static final String NAME = "sessiontree-files";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(List<JsonNode> firstLines) {
    JsonNode first = firstLines.get(0);
    JsonNode message = JsonFields.object(first, "message");
    boolean entry =
        first.has("thread_id") && first.has("type") && message != null && message.has("Role");
    boolean snapshot = first.has("id") && first.has("created_at") && first.has("last_viewed_at");
    return entry || snapshot;
  }

  @Override
  public Records records(Path file) {
    return SessionTreeFolder.isLoneSnapshot(file) ? Records.NONE : Records.VALUES;
  }

  @Override
  public List<String> sidecars() {
    return List.of(SessionTreeFolder.THREAD, SessionTreeFolder.LEASE);
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes) {
    return reader(file, notes, new Scratch());
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes, Scratch scratch) {
    return new SessionTreeReader(file, notes, scratch);
  }

  @Override
  public boolean isFolder() {
    return true;
  }

  @Override
  public boolean hasBranches() {
    return true;
  }

  /** A line cannot be written by itself: threads of this format are exported to folders. */
  @Override
  public TranscriptEncoder encoder(ThreadMeta thread, Losses losses) {
    return entry -> {
      losses.entry(entry);
      return List.of();
    };
  }
}
