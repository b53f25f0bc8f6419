package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.ChildJvm;

/**
 * Saves and appends to one conversation in turns. Every message says who wrote it and its number. A
 * save that is refused is loaded again and repeated; at the end the number of refusals is printed.
 */
public final class ConversingProcess {

  private ConversingProcess() {}

  /** Takes the conversation's id, the writer's name and the number of messages. */
  public static void main(String[] arguments) throws Exception {
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ConversationStore store = threadbase.conversations();
      ChildJvm.awaitGo();
      int refused = 0;
      Conversation known = store.load(arguments[0]);
      for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
        Message message = Message.user(arguments[1] + " " + number);
        switch (number % 3) {
          case 0 -> store.appendMessage(arguments[0], message);
          case 1 -> known = store.appendMessage(known, message);
          default -> {
            boolean saved = false;
            while (!saved) {
              try {
                known = store.save(known.withMessage(message));
                saved = true;
              } catch (HeadMoved others) {
                refused++;
                known = store.load(arguments[0]);
              }
            }
          }
        }
      }
      System.out.println(refused);
    }
  }
}
