package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationEntries;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.TunnelEvent;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadRepository;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Conversations on the tables of threads: every method is one transaction, but for purges. */
public final class JdbiConversationStore implements ConversationStore {

  private static final int PURGED_AT_ONCE = 100;

  private final Database database;
  private final ThreadRepository threads;
  private final Clock clock;
  private final LeaseClock leaseClock;
  private final @Nullable TurnLease lease;

  /** Takes the database, its threads, the clock of entries, and that of leases if it is unusual. */
  public JdbiConversationStore(
      Database database, ThreadRepository threads, Clock clock, @Nullable Clock leaseClock) {
    this(database, threads, clock, LeaseClock.of(database.dialect(), leaseClock), null);
  }

  private JdbiConversationStore(
      Database database,
      ThreadRepository threads,
      Clock clock,
      LeaseClock leaseClock,
      @Nullable TurnLease lease) {
    this.database = database;
    this.threads = threads;
    this.clock = clock;
    this.leaseClock = leaseClock;
    this.lease = lease;
  }

  @Override
  public ConversationStore under(TurnLease held) {
    return new JdbiConversationStore(database, threads, clock, leaseClock, held);
  }

  @Override
  public Conversation save(Conversation conversation) {
    return write(writer -> new ConversationSave(writer, conversation, now()).run());
  }

  @Override
  public Conversation load(String id, ConversationView view) {
    return database.snapshot(handle -> load(handle, id, view));
  }

  private static Conversation load(Handle handle, String id, ConversationView view) {
    ThreadRow thread = handle.attach(ThreadSql.class).existing(id);
    Fence.refuseDeleted(thread.meta());
    if (thread.meta().leafId() == null && thread.meta().entryCount() > 0) {
      throw new ThreadNotFound(id);
    }
    return ConversationJournal.load(handle, thread, view);
  }

  @Override
  public List<ConversationHeader> list(ListConversationsOptions options) {
    long since = restorableSince();
    return database.read(handle -> ConversationListing.list(handle, options, since));
  }

  @Override
  public void delete(String id) {
    long now = Instants.toNanos(clock.instant());
    database.write(handle -> ConversationDeletion.delete(handle, id, lease, leaseClock, now));
  }

  @Override
  public boolean restore(String id) {
    long since = restorableSince();
    return database.write(handle -> ConversationDeletion.restore(handle, id, since));
  }

  private long restorableSince() {
    return Instants.toNanos(clock.instant().minus(RETENTION));
  }

  @Override
  public int purge(@Nullable Instant deletedBefore) {
    Instant now = clock.instant();
    long before = Instants.toNanos(deletedBefore == null ? now.minus(RETENTION) : deletedBefore);
    int purged = 0;
    List<String> page = deletedBefore(before);
    while (!page.isEmpty()) {
      for (String id : page) {
        purged += purge(id, before, Instants.toNanos(now)) ? 1 : 0;
      }
      page = deletedBefore(before);
    }
    return purged;
  }

  private List<String> deletedBefore(long before) {
    return database.read(
        handle -> handle.attach(ConversationSql.class).deletedBefore(before, PURGED_AT_ONCE));
  }

  private boolean purge(String id, long before, long now) {
    return database.write(
        handle -> ConversationDeletion.purge(handle, id, before, leaseClock, now));
  }

  @Override
  public int cleanupOlderThan(Instant before) {
    long time = Instants.toNanos(before);
    long now = Instants.toNanos(clock.instant());
    return database.write(
        handle ->
            handle
                .attach(ConversationSql.class)
                .deleteOlderThan(
                    time, time / ConversationListing.MINUTE_NANOS, now, leaseClock.nanos()));
  }

  @Override
  public Conversation ensureMeta(Conversation conversation) {
    return conversation.hasUserInteraction()
        ? write(writer -> ConversationAppend.ensure(writer, conversation))
        : conversation;
  }

  @Override
  public Conversation appendMeta(Conversation conversation) {
    return write(writer -> ConversationAppend.meta(writer, conversation));
  }

  @Override
  public Conversation appendMessage(Conversation conversation, Message message) {
    return append(
        conversation.withMessage(message).withUpdatedAt(now()),
        ConversationEntries.message(message),
        true);
  }

  @Override
  public Entry appendMessage(String id, Message message) {
    return say(id, ConversationEntries.message(message));
  }

  @Override
  public Conversation appendCheckpoint(
      Conversation conversation, List<Message> messages, long tokens) {
    return append(
        conversation.withUpdatedAt(now()),
        ConversationEntries.checkpoint(Ids.next(), messages, tokens),
        false);
  }

  @Override
  public Entry appendCheckpoint(String id, List<Message> messages, long tokens) {
    return say(id, ConversationEntries.checkpoint(Ids.next(), messages, tokens));
  }

  @Override
  public Conversation appendUsage(Conversation conversation, UsageRecord usage) {
    return record(conversation, conversation.withUsage(usage), ConversationEntries.usage(usage));
  }

  @Override
  public Entry appendUsage(String id, UsageRecord usage) {
    return append(id, ConversationEntries.usage(usage));
  }

  @Override
  public Conversation appendMetric(Conversation conversation, MetricEvent metric) {
    return record(
        conversation, conversation.withMetric(metric), ConversationEntries.metric(metric));
  }

  @Override
  public Entry appendMetric(String id, MetricEvent metric) {
    return append(id, ConversationEntries.metric(metric));
  }

  @Override
  public Conversation appendTunnelEvent(Conversation conversation, TunnelEvent event) {
    return append(
        conversation.withTunnelEvent(event), ConversationEntries.tunnelEvent(event), false);
  }

  @Override
  public Entry appendTunnelEvent(String id, TunnelEvent event) {
    return append(id, ConversationEntries.tunnelEvent(event));
  }

  @Override
  public Conversation appendCost(Conversation conversation, String cost) {
    return record(conversation, conversation.withCost(cost), ConversationEntries.cost(cost));
  }

  @Override
  public Entry appendCost(String id, String cost) {
    return append(id, ConversationEntries.cost(cost));
  }

  private Conversation record(Conversation given, Conversation with, NewEntry entry) {
    return write(writer -> ConversationAppend.beside(writer, given, with, entry));
  }

  private Conversation append(Conversation conversation, NewEntry entry, boolean titles) {
    return write(writer -> ConversationAppend.record(writer, conversation, entry, titles));
  }

  /** An entry like any other of the thread, in one statement where the database has one for it. */
  private Entry say(String id, NewEntry entry) {
    return threads.append(id, entry, AppendOptions.DEFAULT.under(lease));
  }

  private Entry append(String id, NewEntry entry) {
    return write(writer -> ConversationAppend.record(writer, id, entry));
  }

  /** Whoever makes a conversation that somebody else makes meanwhile looks again, and finds it. */
  private <T> T write(Function<ConversationWriter, T> work) {
    Instant now = clock.instant();
    try {
      return database.write(handle -> work.apply(new ConversationWriter(handle, lease, now)));
    } catch (ThreadExists meanwhile) {
      return database.write(handle -> work.apply(new ConversationWriter(handle, lease, now)));
    }
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
