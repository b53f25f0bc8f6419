package dev.threadbase.contract;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Behaviour that holds on both databases: written once, run by one subclass for each. */
abstract class Contract {

  TestDatabase database;
  Threadbase threadbase;
  ThreadRepository threads;

  /** An empty, migrated database. */
  abstract TestDatabase create();

  @BeforeEach
  void open() {
    database = create();
    threadbase = Threadbase.open(configure(database.config()));
    threads = threadbase.threads();
  }

  @AfterEach
  void close() {
    threadbase.close();
    database.close();
  }

  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config;
  }

  /** What another process would see. */
  Threadbase reopened() {
    threadbase.close();
    threadbase = Threadbase.open(configure(database.config()));
    threads = threadbase.threads();
    return threadbase;
  }

  /** A new thread. */
  ThreadMeta begin(String id) {
    return threads.createThread(ThreadMeta.builder(id).build());
  }

  /** The thread {@code a} of the session {@code s} with the messages one, two and three. */
  void beginWithThree() {
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
    say("a", "one");
    say("a", "two");
    say("a", "three");
  }

  /** A user's message at the leaf; its text is its id too. */
  Entry say(String threadId, String text) {
    return threads.append(threadId, saying(text));
  }

  /** A user's message behind an entry, on whatever branch that is. */
  Entry sayAfter(String threadId, String parentId, String text) {
    return threads.append(threadId, saying(text), AppendOptions.DEFAULT.after(parentId));
  }

  /** A user's message whose text is its id too. */
  static NewEntry saying(String text) {
    return NewEntry.message(Message.user(text)).withId(text);
  }

  static List<String> ids(List<Entry> entries) {
    return entries.stream().map(Entry::id).toList();
  }

  /** A lease that looks like another but for its owner and its token. */
  static TurnLease like(TurnLease lease, String ownerId, long token) {
    return new TurnLease(
        lease.threadId(),
        lease.sessionId(),
        lease.turnId(),
        ownerId,
        token,
        lease.acquiredAt(),
        lease.renewedAt(),
        lease.expiresAt());
  }
}
