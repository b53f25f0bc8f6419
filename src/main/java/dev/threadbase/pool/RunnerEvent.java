package dev.threadbase.pool;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a runner says while it answers (anna agent, runner events). */
public sealed interface RunnerEvent extends ChatEvent {

  /**
   * Some more text of the answer, as it comes. It is stored as one message with the text before it:
   * at the end, or before the next {@link Said}. A message that is said and holds the text already
   * stands for it, so that it is stored once.
   *
   * @param text the text, possibly empty
   */
  record Text(String text) implements RunnerEvent {
    /** Checks that the text is there. */
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /**
   * A message that is complete: what the model said with its tool calls, or the result of one.
   *
   * @param message the message, of the assistant or a tool
   * @param model the model that spoke; null if it is not known
   * @param usage the tokens that its call took; null if they are not known
   */
  record Said(Message message, @Nullable String model, @Nullable Usage usage)
      implements RunnerEvent {
    /**
     * Checks who speaks.
     *
     * @throws IllegalArgumentException if it is the user: what a user says begins a turn
     */
    public Said {
      if (message.role().equals(Role.USER)) {
        throw new IllegalArgumentException("a runner does not speak for the user");
      }
    }

    /** A message of which nothing else is known. */
    public Said(Message message) {
      this(message, null, null);
    }
  }

  /**
   * How a tool gets on, for who watches; it is not stored.
   *
   * @param tool the tool's name
   * @param state how it gets on
   * @param input what it was asked, in short; null for nothing
   * @param detail what came of it, in short; null for nothing
   */
  record ToolUse(String tool, State state, @Nullable String input, @Nullable String detail)
      implements RunnerEvent {
    /** How a tool gets on. */
    public enum State {
      /** It runs. */
      RUNNING,
      /** It is done. */
      DONE,
      /** It failed. */
      ERROR
    }

    /** Checks that tool and state are there. */
    public ToolUse {
      Objects.requireNonNull(tool, "tool");
      Objects.requireNonNull(state, "state");
    }

    @Override
    public String toString() {
      return "ToolUse[" + tool + ", " + state + "]";
    }
  }

  /**
   * An image or another document to show, which is not stored; one that has to stay is part of a
   * message.
   *
   * @param media the document
   */
  record Shown(Part.Media media) implements RunnerEvent {
    /** Checks that it is there. */
    public Shown {
      Objects.requireNonNull(media, "media");
    }
  }
}
