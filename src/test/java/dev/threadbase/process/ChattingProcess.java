package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.message.Message;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.ChatOptions;
import dev.threadbase.pool.ConversationPool;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.pool.RunnerOutput;
import dev.threadbase.pool.compaction.CompactionPolicy;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Chats in channels at random, from several threads, until it is killed: resolves, rotates now and
 * then, compacts now and then. A line is printed for everything that was acknowledged: what it was,
 * the channel, the conversation, an id, and a full stop, so that a torn line is known.
 */
public final class ChattingProcess {

  /** How the line of a message begins that a chat took from its user. */
  public static final String SAID = "said";

  /** How the line of a message begins that was told to be stored. */
  public static final String STORED = "stored";

  /** How the line of an end begins; its id is how the chat ended. */
  public static final String ENDED = "ended";

  /** The end of a whole line. */
  public static final String END = " .";

  /** How long the lease of a turn lasts whose process was killed. */
  public static final Duration TTL = Duration.ofSeconds(2);

  private static final int CHATTERS = 4;
  private static final int ROTATES = 12;
  private static final int COMPACTS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 20;
  private static final Duration SHORT_WAIT = Duration.ofMillis(500);

  private ChattingProcess() {}

  /** Takes the number of channels, a seed, and the longest rest between two chats. */
  public static void main(String[] arguments) throws Exception {
    int channels = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    int rest = Integer.parseInt(arguments[2]);
    CompactionPolicy policy = CompactionPolicy.DEFAULT.threshold(600).tailTurns(2).leaves(300, 4);
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config());
        ConversationPool pool =
            threadbase
                .pool(request -> ChattingProcess::answer)
                .leaseTtl(TTL)
                .compaction(policy, request -> "what was said")
                .build()) {
      ChildJvm.awaitGo();
      Crowd.run(CHATTERS, number -> chat(pool, channels, rest, new Random(seed + number)));
    }
  }

  // Nobody reads any more when the test is gone: then this ends too.
  private static int chat(ConversationPool pool, int channels, int rest, Random random)
      throws Exception {
    int chats = 0;
    while (!System.out.checkError()) {
      Thread.sleep(random.nextInt(rest));
      String channel = "channel-" + random.nextInt(channels);
      String id =
          random.nextInt(ROTATES) == 0
              ? pool.rotate(channel).id()
              : pool.resolveConversation(channel).id();
      try {
        if (random.nextInt(COMPACTS) == 0) {
          pool.compact(id);
        }
        Message message = Message.user(UUID.randomUUID().toString());
        Chat chat = pool.chat(id, message, ChatOptions.DEFAULT.waiting(SHORT_WAIT));
        tell(SAID, channel, id, chat.userMessage().id());
        chat.forEach(event -> tell(channel, id, event));
        chats++;
      } catch (ActiveTurn busy) {
        // Another one is at it, or was killed at it: another channel, then.
      }
    }
    return chats;
  }

  private static void answer(List<Message> context, Message message, RunnerOutput output)
      throws InterruptedException {
    Random random = new Random(message.text().hashCode());
    output.text("let me see");
    pause(random);
    for (int i = random.nextInt(3); i > 0; i--) {
      String call = message.text() + "-" + i;
      output.emit(new Said(Message.toolCall(call, "look", "{}")));
      pause(random);
      output.emit(new Said(Message.toolResult(call, "look", "something ".repeat(20))));
      pause(random);
    }
    output.text("there");
  }

  private static void pause(Random random) throws InterruptedException {
    Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
  }

  private static void tell(String channel, String id, ChatEvent event) {
    if (event instanceof ChatEvent.Stored stored) {
      tell(STORED, channel, id, stored.entry().id());
    } else if (event instanceof ChatEvent.Ended ended) {
      tell(ENDED, channel, id, ended.end().name());
    }
  }

  private static void tell(String what, String channel, String conversation, String id) {
    System.out.println(what + " " + channel + " " + conversation + " " + id + END);
  }
}
