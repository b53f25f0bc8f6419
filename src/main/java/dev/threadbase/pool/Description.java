package dev.threadbase.pool;

import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.ThreadbaseException.VersionConflict;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a chat changes about its conversation: the title, if it has none, and the model, if another
 * was chosen. One statement, and none if nothing is new. What somebody else writes meanwhile
 * stands.
 */
final class Description {

  private final ThreadRepository threads;
  private final ChatBeginning chat;
  private final Clock clock;

  Description(ThreadRepository threads, ChatBeginning chat, Clock clock) {
    this.threads = threads;
    this.chat = chat;
    this.clock = clock;
  }

  /**
   * Writes what is new.
   *
   * @param conversation as it was read in this turn
   */
  void write(ThreadMeta conversation, EventBuffer events) {
    try {
      try {
        write(conversation);
      } catch (VersionConflict changed) {
        write(threads.thread(conversation.id()));
      }
    } catch (StoreUnavailable | CommitUnknown | VersionConflict failure) {
      events.put(new ChatEvent.NotStored(failure));
    }
  }

  private void write(ThreadMeta seen) {
    ThreadUpdate update = model(title(ThreadUpdate.NOTHING, seen), seen);
    if (!update.values().isEmpty()) {
      // Only a thread that requires one is written under the lease, which would be asked for again.
      threads.updateThread(
          seen.id(),
          update
              .expectingVersion(seen.version())
              .under(seen.leaseRequired() ? chat.lease().lease() : null));
    }
  }

  private ThreadUpdate title(ThreadUpdate update, ThreadMeta seen) {
    String title = AutoTitle.of(chat.message().text());
    return isBlank(seen.title().text()) && !title.isEmpty()
        ? update.title(new Title(title, "ready", "host", clock.instant(), null))
        : update;
  }

  private ThreadUpdate model(ThreadUpdate update, ThreadMeta seen) {
    String chosen = chat.chosenModel();
    return chosen == null || chosen.equals(seen.model()) ? update : update.model(chosen);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
