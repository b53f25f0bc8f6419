package dev.threadbase.segment;

import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.SegmentHeadMoved;
import java.util.List;
import java.util.Objects;

/**
 * The one who writes a log: knows where it is, where it ends and which turn it is, so that none of
 * these can be mixed up. Every write is made only if the log still ends where this writer left it;
 * else it is a conflict, and the policy says what happens then. For one thread at a time.
 *
 * <p>After a {@link dev.threadbase.ThreadbaseException.CommitUnknown} the writer does not know
 * where its log ends: restore the log and resume.
 *
 * <p>The entries are those of the reference's save functions (yoi session store), one method each,
 * stamped with the writer's clock.
 */
public final class SegmentWriter {

  private final SegmentStore store;
  private WriterOptions options;
  private SegmentHead head;
  private long turnCount;

  private SegmentWriter(
      SegmentStore store, WriterOptions options, SegmentHead head, long turnCount) {
    this.store = store;
    this.options = options;
    this.head = head;
    this.turnCount = turnCount;
  }

  /** Writes on in a log whose end and turn are known, as from {@link SegmentStore#restored}. */
  public static SegmentWriter resume(
      SegmentStore store, RestoredSegment restored, WriterOptions options) {
    return new SegmentWriter(store, options, restored.head(), restored.state().turnCount());
  }

  /** Writes in a log that was just made and has no turn yet. */
  public static SegmentWriter begin(SegmentStore store, SegmentHead made, WriterOptions options) {
    return begin(store, made, 0, options);
  }

  /**
   * Writes in a log whose end is known.
   *
   * @param turnCount the count of the last turn that ended; that of the writer before for a log
   *     that goes on from another, as after a compaction
   */
  public static SegmentWriter begin(
      SegmentStore store, SegmentHead made, long turnCount, WriterOptions options) {
    return new SegmentWriter(store, options, made, turnCount);
  }

  /** The log that is written; another one after a conflict that forked. */
  public SegmentAddress address() {
    return head.address();
  }

  /** Where this writer left its log. */
  public SegmentHead head() {
    return head;
  }

  /** The count of the last turn that ended. */
  public long turnCount() {
    return turnCount;
  }

  /**
   * Looks whether the log still ends where this writer left it, before a run begins; see {@link
   * SegmentStore#ensureHeadOrFork}. Under the policy to fork, the writer has a log of its own
   * afterwards if it does not.
   *
   * @return whether the writer goes on in another log
   * @throws SegmentHeadMoved if somebody else wrote the log, and the policy is to fail
   */
  public boolean ensureHead() {
    return write(List.of());
  }

  /**
   * Appends entries one after another with nothing in between, all or none.
   *
   * @return whether the writer goes on in another log, which holds these entries
   * @throws SegmentHeadMoved if somebody else wrote the log, and the policy is to fail
   * @throws dev.threadbase.ThreadbaseException.LeaseLost if the writer's lease is not held
   */
  public boolean append(List<LogEntry> entries) {
    return !entries.isEmpty() && write(entries);
  }

  /** Appends one entry. */
  public boolean append(LogEntry entry) {
    return append(List.of(entry));
  }

  /** An activation begins. */
  public boolean saveInvoke(Trigger trigger) {
    return append(new LogEntry.Invoke(now(), trigger));
  }

  /** What the user said, before the model runs. */
  public boolean saveUserInput(List<InputSegment> segments) {
    return append(new LogEntry.UserInput(now(), segments));
  }

  /**
   * What a run added to the history, all or nothing: each item an entry, with one time for all.
   * Messages of the user are left out, because {@link #saveUserInput} has them.
   */
  public boolean saveDelta(List<LoggedItem> items) {
    long now = now();
    return append(
        items.stream()
            .filter(item -> !isUserMessage(item))
            .map(item -> LogEntry.ofItem(item, now))
            .toList());
  }

  /** Something the agent said to the model by itself. */
  public boolean saveSystemItem(SystemItem item) {
    return append(new LogEntry.SystemEvent(now(), item));
  }

  /** A run's turns have ended. */
  public boolean saveTurnEnd(long count) {
    return append(new LogEntry.TurnEnd(now(), count));
  }

  /** A run ended. */
  public boolean saveRunCompleted(RunResult result, boolean interrupted) {
    return append(new LogEntry.RunCompleted(now(), interrupted, result));
  }

  /** A run failed. */
  public boolean saveRunErrored(String message, boolean interrupted) {
    return append(new LogEntry.RunErrored(now(), interrupted, message));
  }

  /** What a request took. */
  public boolean saveUsage(UsageRecord usage) {
    return append(new LogEntry.LlmUsage(now(), usage));
  }

  /**
   * Something that another part of the agent keeps here.
   *
   * @param payload JSON
   */
  public boolean saveExtension(String domain, String payload) {
    return append(new LogEntry.Extension(now(), domain, payload));
  }

  /** What the pod may touch from here on. */
  public boolean savePodScope(PodScopeSnapshot scope) {
    return saveExtension(PodScopeSnapshot.DOMAIN, scope.toJson());
  }

  /** How the model is asked from here on. */
  public boolean saveConfigChanged(RequestConfig config) {
    return append(new LogEntry.ConfigChanged(now(), config));
  }

  /**
   * Cuts the log, if it still ends where this writer left it. A conflict always fails: there is
   * nothing to fork for.
   *
   * @throws SegmentHeadMoved if somebody else wrote the log
   * @throws TruncationRefused if the log has fewer entries, or something began behind the cut
   */
  public void truncate(long entries) {
    Truncation cut =
        store.truncate(head.address(), entries, WriteCondition.at(head).under(options.lease()));
    head = cut.head();
    turnCount = cut.turnCount();
  }

  private boolean write(List<LogEntry> entries) {
    boolean forked = false;
    WriteCondition at = WriteCondition.at(head).under(options.lease());
    try {
      head = store.appendAll(head.address(), entries, at);
    } catch (SegmentHeadMoved conflict) {
      if (options.onConflict() == ConflictPolicy.FAIL) {
        throw conflict;
      }
      SegmentFork fork = SegmentFork.atHead(head, turnCount).carrying(options.carried());
      head = store.forkAt(fork.under(options.lease()), entries);
      options = options.under(null);
      forked = true;
    }
    for (LogEntry entry : entries) {
      if (entry instanceof LogEntry.TurnEnd end) {
        turnCount = end.turnCount();
      }
    }
    return forked;
  }

  private static boolean isUserMessage(LoggedItem item) {
    return item instanceof LoggedItem.Message message
        && Objects.equals(message.role(), LoggedItem.Role.USER);
  }

  private long now() {
    return options.clock().millis();
  }
}
