package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.pool.Channels;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.thread.ThreadMeta;

/**
 * Asks for the active conversations of channels while others do the same, and prints what it got:
 * the channel, what was done, and the id.
 */
public final class ChannelProcess {

  private final Channels channels;

  private ChannelProcess(Channels channels) {
    this.channels = channels;
  }

  /**
   * Takes how many rooms there are, each of which is resolved once, and how many rounds the hall is
   * rotated, and then the den rotated or resolved.
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[1]);
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChannelProcess process = new ChannelProcess(threadbase.channels());
      ChildJvm.awaitGo();
      for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
        process.ask("room-" + i, false);
      }
      for (int i = 0; i < rounds; i++) {
        process.ask("hall", true);
      }
      for (int i = 0; i < rounds; i++) {
        process.ask("den", i % 3 == 1);
      }
    }
  }

  private void ask(String channel, boolean rotates) {
    ThreadMeta next = ThreadMeta.builder().channel(channel).build();
    ThreadMeta got = rotates ? channels.rotate(next) : channels.resolve(next);
    System.out.println(String.join(" ", channel, rotates ? "rotated" : "resolved", got.id()));
  }
}
