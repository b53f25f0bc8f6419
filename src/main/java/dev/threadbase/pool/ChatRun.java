package dev.threadbase.pool;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.message.Message;
import dev.threadbase.pool.compaction.CompactionReport;
import dev.threadbase.pool.compaction.SummaryFailed;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chat from the runner's first word to the end of its turn. The turn has begun: its lease is
 * kept and the user's message is stored.
 */
final class ChatRun implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ConversationPool.class);
  private static final Duration LIFE_SIGNS = Duration.ofSeconds(1);

  private final ChatParts parts;
  private final ChatBeginning beginning;
  private final String conversationId;
  private final Entry userMessage;
  private final ChatTurn turn;
  private final KeptLease lease;
  private final EventBuffer events;
  private final Chat chat;
  private volatile @Nullable RunnerUse use;
  private volatile @Nullable Future<?> limit;
  private volatile @Nullable Future<?> lifeSigns;

  ChatRun(ChatParts parts, ChatBeginning beginning) {
    this.parts = parts;
    this.beginning = beginning;
    this.userMessage = beginning.userMessage();
    this.lease = beginning.lease();
    this.conversationId = lease.lease().threadId();
    this.events = new EventBuffer(parts.settings().unreadEvents());
    TurnJournal journal = new TurnJournal(parts.stores().threads(), lease.lease(), lease::lease);
    this.turn =
        new ChatTurn(journal, new SpokenText(parts.settings().longestText()), events, this::giveUp);
    this.chat =
        new Chat(
            userMessage,
            lease.lease().turnId(),
            events,
            parts.threads().aside(),
            () -> giveUp(ChatEnd.CANCELLED, null));
  }

  Chat chat() {
    return chat;
  }

  String conversationId() {
    return conversationId;
  }

  /** There is no thread to run it: it ends where it began. */
  void refuse(Throwable refusal) {
    end(refusal);
  }

  @Override
  public void run() {
    Throwable failure = null;
    try {
      turn.working();
      limit =
          parts
              .threads()
              .after(parts.settings().turnLimit(), () -> giveUp(ChatEnd.TIMED_OUT, null));
      // Read in the turn: nobody else chooses a model or a title meanwhile.
      ThreadMeta conversation = parts.stores().threads().thread(conversationId);
      new Description(parts.stores().threads(), beginning, parts.settings().clock())
          .write(conversation, events);
      answer(conversation, context());
    } catch (Throwable any) {
      failure = any;
    } finally {
      turn.notWorking();
      stopTimers();
      giveBack();
    }
    end(failure);
  }

  private Message message() {
    return beginning.message();
  }

  /** What was said before, compacted if it has become too long. */
  private List<Message> context() {
    ContextProjection context = contextAt(userMessage.id());
    if (parts.compactor().isNeeded(context)) {
      try {
        CompactionReport report =
            parts
                .compactor()
                .compactInTurn(conversationId, context, userMessage.id(), lease.lease());
        String entryId = report.entryId();
        if (entryId != null) {
          events.put(new ChatEvent.Compacted(report));
          context = contextAt(entryId);
        }
      } catch (LeaseLost lost) {
        throw lost;
      } catch (SummaryFailed | ThreadbaseException failure) {
        LOG.atWarn()
            .addKeyValue("conversation", conversationId)
            .addKeyValue("failure", failure.getClass().getName())
            .log("the context could not be compacted");
        events.put(new ChatEvent.NotCompacted(failure));
      }
    }
    List<Message> messages = parts.compactor().withinBudget(context);
    // What the user says now is sent once, beside the context.
    return messages.subList(0, messages.size() - 1);
  }

  private ContextProjection contextAt(String leafId) {
    return parts.stores().contexts().context(conversationId, ContextOptions.REPAIRED.at(leafId));
  }

  private void answer(ThreadMeta conversation, List<Message> context) throws Exception {
    if (turn.isCancelled()) {
      return;
    }
    RunnerUse used = parts.serving().use(parts.runners(), conversation, beginning.chosenModel());
    use = used;
    if (turn.isCancelled()) {
      return;
    }
    if (used.runner() instanceof Runner.Mortal mortal) {
      lifeSigns = parts.threads().every(LIFE_SIGNS, () -> look(mortal));
    }
    used.runner().chat(context, message(), turn);
  }

  private void look(Runner.Mortal runner) {
    if (RunnerSlot.isDead(runner)) {
      giveUp(ChatEnd.RUNNER_DIED, null);
    }
  }

  /** Before the turn ends: whoever comes next may use the runner. */
  private void giveBack() {
    RunnerUse used = use;
    if (used != null) {
      used.close();
    }
  }

  /** Ends the turn soon, whether the runner ends or not. */
  void giveUp(ChatEnd end, @Nullable Throwable cause) {
    if (turn.giveUp(end, cause)) {
      parts.threads().aside().execute(turn::interrupt);
      Future<?> unused = parts.threads().after(parts.settings().grace(), this::abandon);
    }
  }

  /** The runner does not end: the turn ends without it. */
  private void abandon() {
    if (turn.end()) {
      finish(null);
      // Last, because this may hang as well.
      RunnerUse used = use;
      if (used != null) {
        used.discard();
      }
    }
  }

  private void end(@Nullable Throwable failure) {
    if (turn.end()) {
      finish(failure);
    }
  }

  private void finish(@Nullable Throwable failure) {
    stopTimers();
    ChatTurn.GivenUp given = turn.givenUp();
    ChatEnd end = given != null ? given.end() : endOf(failure);
    Throwable cause = given != null ? given.cause() : failure;
    TurnEnding ending =
        new TurnEnding(
            parts.stores().turns(), turn, lease, events, parts.settings().storePatience());
    ChatEvent.Ended ended;
    try {
      ended = ending.end(end, cause);
    } catch (Throwable unforeseen) {
      // Whatever it is, nobody may wait for this chat for ever, nor for its turn.
      ending.release();
      ended = new ChatEvent.Ended(ChatEnd.FAILED, unforeseen);
    }
    chat.complete(ended);
  }

  /** An interruption that nobody here asked for is a failure like others. */
  private static ChatEnd endOf(@Nullable Throwable failure) {
    return failure == null ? ChatEnd.COMPLETED : ChatEnd.FAILED;
  }

  private void stopTimers() {
    stop(limit);
    stop(lifeSigns);
  }

  private static void stop(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
