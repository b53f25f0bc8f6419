package dev.threadbase.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.pool.compaction.Summaries;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chat loop does what its reader is told, alone and beside another instance of it. */
abstract class ChatLoopContract {

  private TestDatabase database;

  abstract TestDatabase create();

  @BeforeEach
  void open() {
    database = create();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** One instance of the program: it has connections and a pool of its own. */
  private final class Instance implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final ChatLoop loop;

    Instance(String channel) {
      loop = new ChatLoop(database.config(), channel, out);
    }

    /** What it prints when these lines are typed. */
    List<String> type(String... lines) throws Exception {
      int before = out.getBuffer().length();
      loop.run(new StringReader(String.join("\n", lines)));
      return out.toString().substring(before).lines().toList();
    }

    @Override
    public void close() {
      loop.close();
    }
  }

  private List<ThreadMeta> conversations(Threadbase threadbase, String channel) {
    return threadbase
        .threads()
        .listThreads(ListThreadsOptions.ALL.inChannel(channel).withArchived());
  }

  @Test
  void linesAreAnsweredAndStored() throws Exception {
    try (Instance instance = new Instance("cli")) {
      assertThat(instance.type("mint", "", "basil"))
          .containsExactly(
              "Let me look.",
              "[almanac: mint]",
              "mint likes the shade. I was sent 0 messages.",
              "Let me look.",
              "[almanac: basil]",
              "basil is not in the almanac. I was sent 4 messages.");
      assertThat(instance.type("/history"))
          .containsExactly(
              "user: mint",
              "assistant: Let me look. [calls almanac]",
              "tool: likes the shade",
              "assistant: mint likes the shade. I was sent 0 messages.",
              "user: basil",
              "assistant: Let me look. [calls almanac]",
              "tool: is not in the almanac",
              "assistant: basil is not in the almanac. I was sent 4 messages.");
    }
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      ThreadMeta conversation = threadbase.channels().active("cli").orElseThrow();
      assertThat(conversation.title().text()).isEqualTo("mint");
      assertThat(threadbase.contexts().check(conversation.id())).isEmpty();
      assertThat(threadbase.leases().active(conversation.id())).isEmpty();
      assertThat(threadbase.verify().problems()).isEmpty();
    }
  }

  @Test
  void anotherConversationIsBegunAndTheOldOneKept() throws Exception {
    try (Instance instance = new Instance("cli")) {
      instance.type("mint");
      assertThat(instance.type("/new", "/history", "sage"))
          .containsExactly(
              "[a new conversation]",
              "Let me look.",
              "[almanac: sage]",
              "sage likes the sun. I was sent 0 messages.");
    }
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      List<ThreadMeta> all = conversations(threadbase, "cli");
      assertThat(all).extracting(ThreadMeta::archived).containsExactlyInAnyOrder(true, false);
      assertThat(all).allSatisfy(one -> assertThat(said(threadbase, one)).hasSize(4));
    }
  }

  @Test
  void aLongConversationIsCompactedOnItsWay() throws Exception {
    try (Instance instance = new Instance("cli")) {
      List<String> printed = List.of();
      int questions = 0;
      while (printed.stream().noneMatch(line -> line.contains("summaries stand for"))) {
        assertThat(questions++).isLessThan(30);
        printed = instance.type(questions % 2 == 0 ? "sage" : "mint");
      }
      // The summaries, the turn before with its four messages; not what is said now.
      assertThat(printed.get(printed.size() - 1)).endsWith("I was sent 5 messages.");
      assertThat(instance.type("/history")).hasSize(questions * 4);
    }
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      String id = threadbase.channels().active("cli").orElseThrow().id();
      Summaries summaries = Summaries.read(threadbase.threads(), id);
      assertThat(summaries.window().get(0).text()).startsWith("Asked for: mint, sage");
    }
  }

  @Test
  void twoInstancesOnOneChannelHoldOneConversation() throws Exception {
    try (Instance one = new Instance("room");
        Instance two = new Instance("room")) {
      one.type("mint");
      assertThat(two.type("sage")).contains("sage likes the sun. I was sent 4 messages.");
      assertThat(one.type("ivy")).contains("ivy climbs. I was sent 8 messages.");
      two.type("/new");
      assertThat(one.type("mint")).contains("mint likes the shade. I was sent 0 messages.");
      assertThat(two.type("/history")).hasSize(4);
    }
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      assertThat(conversations(threadbase, "room")).hasSize(2);
    }
  }

  @Test
  void twoInstancesThatSpeakAtOnceAreAnsweredOneAfterAnother() throws Exception {
    try (Instance one = new Instance("room");
        Instance two = new Instance("room")) {
      Crowd.run(2, number -> (number == 0 ? one : two).type("mint", "sage", "ivy"));
    }
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      List<ThreadMeta> all = conversations(threadbase, "room");
      assertThat(all).hasSize(1);
      List<Message> said = said(threadbase, all.get(0));
      assertThat(said).hasSize(6 * 4);
      for (int i = 0; i < said.size(); i += 4) {
        String plant = said.get(i).text();
        assertThat(said.get(i + 3).text()).startsWith(plant + " ");
      }
    }
  }

  @Test
  void twoInstancesOnTwoChannelsHaveTheirOwn() throws Exception {
    try (Instance one = new Instance("ana");
        Instance two = new Instance("ben")) {
      one.type("mint");
      assertThat(two.type("sage")).contains("sage likes the sun. I was sent 0 messages.");
      assertThat(one.type("/history")).hasSize(4).first().isEqualTo("user: mint");
      assertThat(two.type("/history")).hasSize(4).first().isEqualTo("user: sage");
    }
  }

  private static List<Message> said(Threadbase threadbase, ThreadMeta conversation) {
    return threadbase.conversations().loadFull(conversation.id()).messages();
  }
}

class SqliteChatLoopTest extends ChatLoopContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresChatLoopTest extends ChatLoopContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
