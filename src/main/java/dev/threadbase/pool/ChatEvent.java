package dev.threadbase.pool;

import dev.threadbase.pool.compaction.CompactionReport;
import dev.threadbase.thread.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens during a chat: what the runner says, as it says it, and what becomes of it. The last
 * event of each chat is {@link Ended}.
 */
public sealed interface ChatEvent
    permits RunnerEvent,
        ChatEvent.Stored,
        ChatEvent.NotStored,
        ChatEvent.Compacted,
        ChatEvent.NotCompacted,
        ChatEvent.Skipped,
        ChatEvent.Ended {

  /**
   * A message is stored for good.
   *
   * @param entry the entry
   */
  record Stored(Entry entry) implements ChatEvent {
    /** Checks that it is there. */
    public Stored {
      Objects.requireNonNull(entry, "entry");
    }
  }

  /**
   * Something could not be stored now. Messages are kept, and stored with the next one or at the
   * end; if that fails too, the chat ends with {@link ChatEnd#FAILED}.
   *
   * @param cause why
   */
  record NotStored(Exception cause) implements ChatEvent {
    /** Checks that it is there. */
    public NotStored {
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * The context had become too long and was compacted.
   *
   * @param report what was done
   */
  record Compacted(CompactionReport report) implements ChatEvent {
    /** Checks that it is there. */
    public Compacted {
      Objects.requireNonNull(report, "report");
    }
  }

  /**
   * The context had become too long and could not be compacted: the chat goes on with all of it.
   *
   * @param cause why
   */
  record NotCompacted(Exception cause) implements ChatEvent {
    /** Checks that it is there. */
    public NotCompacted {
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * Whoever reads the chat was too slow, and events were left out here. What was said is stored all
   * the same: {@link ConversationPool#history} has it.
   *
   * @param events how many
   */
  record Skipped(long events) implements ChatEvent {}

  /**
   * The chat is over. The turn is ended and its lease given back; what was said is stored, unless
   * the cause says otherwise.
   *
   * @param end how
   * @param cause what went wrong; null if nothing did
   */
  record Ended(ChatEnd end, @Nullable Throwable cause) implements ChatEvent {
    /** Checks that the end is there. */
    public Ended {
      Objects.requireNonNull(end, "end");
    }
  }
}
