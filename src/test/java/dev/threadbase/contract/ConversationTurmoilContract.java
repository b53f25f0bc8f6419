package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.silent;
import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static dev.threadbase.contract.Conversations.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.transfer.ImportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many hands on few conversations: what is told is true, and nothing is left half done. */
abstract class ConversationTurmoilContract extends TransferContract {

  private static final int HANDS = 4;
  private static final int DEEDS = 25;

  @Test
  void handsThatDeleteRestorePurgeAndWriteAtOnceLeaveAWholeStore() throws Exception {
    ConversationStore store = threadbase.conversations();
    store.save(spoken("c0", "words", "more"));
    Path file = Files.write(folder.resolve("c1.jsonl"), export("c0", "conversation-jsonl"));
    Crowd.run(HANDS, hand -> deeds(new Random(hand), hand, file));
    assertThat(threadbase.verify().problems()).isEmpty();
    for (String id : List.of("c0", "c1")) {
      store.restore(id);
      if (threads.findThread(id).isPresent()) {
        store.under(lease(id)).appendMessage(id, Message.user("last"));
        assertThat(texts(store.load(id))).endsWith("last");
      }
    }
  }

  private TurnLease lease(String id) {
    threadbase.leases().breakLease(id, "test", "end");
    return ((Acquisition.Acquired) threadbase.leases().tryAcquire(id, "t-end")).lease();
  }

  private int deeds(Random random, int hand, Path file) {
    int done = 0;
    for (int i = 0; i < DEEDS; i++) {
      String id = "c" + random.nextInt(2);
      try {
        deed(random.nextInt(13), id, hand + "-" + i, file);
        done++;
      } catch (ThreadNotFound
          | ThreadExists
          | EntryNotFound
          | HeadMoved
          | ActiveTurn
          | InvalidData
          | LeaseLost told) {
        // Somebody was faster, or began another conversation under the name of the file.
      }
    }
    return done;
  }

  private void deed(int kind, String id, String name, Path file) {
    ConversationStore store = threadbase.conversations();
    switch (kind) {
      case 0 -> store.delete(id);
      case 1, 2 -> store.restore(id);
      case 3 -> store.purge(Instant.now().plusSeconds(60));
      case 4 -> store.appendMessage(id, Message.user(name));
      case 5 -> store.appendMessage(silent(id), Message.user(name));
      case 6 -> store.save(store.load(id).withMessage(Message.assistant(name)));
      case 7 -> threads.fork(ForkOptions.of(id).as("f" + name));
      case 8 -> threadbase.importer().importFile(file, ImportOptions.DEFAULT);
      case 9 -> store.appendUsage(id, usage(1, 1));
      case 10 -> store.cleanupOlderThan(Instant.now().plusSeconds(60));
      case 11 -> {
        if (threadbase.leases().tryAcquire(id, "t" + name) instanceof Acquisition.Acquired got) {
          try {
            store.under(got.lease()).appendMessage(id, Message.assistant(name));
          } finally {
            threadbase.leases().release(got.lease());
          }
        }
      }
      default -> threads.moveLeaf(id, threads.path(id).get(0).id());
    }
  }

  /** A conversation that a writer holds, and the entries that it has seen. */
  private record Held(Conversation conversation, Set<String> seen) {
    Held with(Conversation other) {
      return new Held(other, seen);
    }
  }

  @Test
  void aSaveSaysWhatItsConversationSaysAndHidesNothingUnseen() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      String id = "p" + seed;
      Conversation first = threadbase.conversations().save(spoken(id, "w0", "w1"));
      Held[] held = {new Held(first, said(id)), new Held(first, said(id))};
      for (int step = 0; step < 14; step++) {
        int writer = random.nextInt(2);
        held[writer] = step(random, held[writer], "seed " + seed + ", step " + step);
      }
    }
  }

  private Held step(Random random, Held held, String name) {
    ConversationStore store = threadbase.conversations();
    Conversation known = held.conversation();
    String id = known.id();
    int kind = random.nextInt(3);
    Message message = random.nextBoolean() ? Message.user("m" + kind) : Message.assistant("m");
    return switch (random.nextInt(9)) {
      case 0 -> loaded(random, held);
      case 1 -> held.with(known.withMessage(message));
      case 2 ->
          held.with(known.withMessages(known.messages().subList(0, known.messages().size() / 2)));
      case 3 -> {
        store.appendMessage(id, message);
        yield held;
      }
      case 4 -> {
        store.appendCheckpoint(id, List.of(Message.system("s" + kind)), 0);
        yield held;
      }
      case 5 -> {
        held.seen().add(store.appendMessage(id, message).id());
        yield held.with(known.withMessage(message));
      }
      case 6 -> held.with(store.appendUsage(known, usage(1, kind)));
      default -> saved(held, name);
    };
  }

  private Held loaded(Random random, Held held) {
    String id = held.conversation().id();
    ConversationView view = random.nextBoolean() ? ConversationView.CONTEXT : ConversationView.FULL;
    try {
      return new Held(threadbase.conversations().load(id, view), said(id));
    } catch (ThreadNotFound emptied) {
      threadbase.conversations().appendMessage(id, Message.user("again"));
      return held;
    }
  }

  private Held saved(Held held, String name) {
    ConversationStore store = threadbase.conversations();
    Conversation given = held.conversation();
    Set<String> before = said(given.id());
    try {
      Conversation saved = store.save(given);
      Set<String> hidden = new HashSet<>(before);
      hidden.removeAll(said(given.id()));
      assertThat(held.seen()).as(name).containsAll(hidden);
      assertThat(saved.messages()).as(name).isEqualTo(given.messages());
      if (saved.stored() != null) {
        assertThat(store.load(given.id(), saved.stored().view())).as(name).isEqualTo(saved);
        assertThat(saved.usageHistory()).as(name).containsAll(given.usageHistory());
      }
      return new Held(saved, said(given.id()));
    } catch (HeadMoved unseen) {
      assertThat(said(given.id())).as(name).isEqualTo(before);
      return held;
    }
  }

  /** The messages and checkpoints of a path. */
  private Set<String> said(String id) {
    return threads.path(id).stream()
        .filter(
            entry -> entry.content().message() != null || entry.type().equals(EntryType.COMPACTION))
        .map(Entry::id)
        .collect(Collectors.toCollection(HashSet::new));
  }
}

class SqliteConversationTurmoilTest extends ConversationTurmoilContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationTurmoilTest extends ConversationTurmoilContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
