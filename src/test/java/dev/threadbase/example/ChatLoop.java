package dev.threadbase.example;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.pool.ConversationPool;
import dev.threadbase.pool.compaction.CompactionPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A chat in a terminal. Each line is said in the active conversation of a channel; {@code /new}
 * begins another one, {@code /history} prints all that was said. Any number of loops may work on
 * one database, on one channel too: whoever speaks while another is answered waits.
 */
public final class ChatLoop implements AutoCloseable {

  /**
   * Small numbers, so that something is to be seen; {@link CompactionPolicy#DEFAULT} has others.
   */
  private static final CompactionPolicy COMPACTION =
      CompactionPolicy.DEFAULT.threshold(400).tailTurns(2).leaves(2_000, 6);

  private final Threadbase threadbase;
  private final ConversationPool pool;
  private final String channel;
  private final PrintWriter out;

  /** Opens the database and a pool on it. */
  public ChatLoop(ThreadbaseConfig database, String channel, Writer out) {
    this.threadbase = Threadbase.open(database);
    this.pool =
        threadbase
            .pool(request -> new GardenRunner())
            .compaction(COMPACTION, new GardenSummaries())
            .waiting(Duration.ofSeconds(10))
            .build();
    this.channel = channel;
    this.out = new PrintWriter(out, true);
    pool.startReaper(Duration.ofMinutes(1));
  }

  /** Takes the URL of a database and a channel, for example {@code jdbc:sqlite:chat.db cli}. */
  public static void main(String[] arguments) throws Exception {
    var in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    try (ChatLoop loop = new ChatLoop(ThreadbaseConfig.of(arguments[0]), arguments[1], out)) {
      loop.run(in);
    }
  }

  /** Answers each line, until there are no more. */
  public void run(Reader lines) throws IOException, InterruptedException {
    BufferedReader reader = new BufferedReader(lines);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      answer(line.strip());
    }
  }

  private void answer(String line) throws InterruptedException {
    switch (line) {
      case "" -> {}
      case "/new" -> {
        pool.rotate(channel);
        out.println("[a new conversation]");
      }
      case "/history" ->
          pool.history(conversation()).forEach(message -> out.println(Shown.line(message)));
      default -> say(line);
    }
  }

  private void say(String text) throws InterruptedException {
    try {
      Shown.print(pool.chat(conversation(), text), out);
    } catch (ActiveTurn busy) {
      out.println("[somebody else is being answered: nothing was stored, say it again]");
    }
  }

  /** Asked each time: another instance may have begun a new one. */
  private String conversation() {
    return pool.resolveConversation(channel).id();
  }

  @Override
  public void close() {
    pool.close();
    threadbase.close();
  }
}
