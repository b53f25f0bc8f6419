package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One item of a worker's history, as a log keeps it. Its texts are never parsed or normalised. */
public sealed interface LoggedItem {

  /** What an item is. */
  enum Kind implements WireName {
    /** A message. */
    MESSAGE,
    /** The model asks for a tool. */
    TOOL_CALL,
    /** What a tool answered. */
    TOOL_RESULT,
    /** What the model thought. */
    REASONING
  }

  /** Who says a message. */
  enum Role implements WireName {
    /** The user. */
    USER,
    /** The model. */
    ASSISTANT,
    /** The system. */
    SYSTEM
  }

  /** What this item is. */
  Kind kind();

  /** A message of the user with one text. */
  static Message user(String text) {
    return message(Role.USER, text);
  }

  /** A message of the model with one text. */
  static Message assistant(String text) {
    return message(Role.ASSISTANT, text);
  }

  /** A message of the system with one text. */
  static Message system(String text) {
    return message(Role.SYSTEM, text);
  }

  private static Message message(Role role, String text) {
    return new Message(role, List.of(new ContentPart.Text(text)));
  }

  /**
   * A message.
   *
   * @param role who says it
   * @param content its parts, in order; may be empty
   */
  record Message(Role role, List<ContentPart> content) implements LoggedItem {
    /** Copies the parts. */
    public Message {
      Objects.requireNonNull(role, "role");
      content = List.copyOf(content);
    }

    @Override
    public Kind kind() {
      return Kind.MESSAGE;
    }
  }

  /**
   * The model asks for a tool.
   *
   * @param callId the call's id, which its result repeats
   * @param name the tool's name
   * @param arguments the arguments as the model wrote them: JSON text, unless the model broke it
   */
  record ToolCall(String callId, String name, String arguments) implements LoggedItem {
    /** Checks that all three are there. */
    public ToolCall {
      Objects.requireNonNull(callId, "callId");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(arguments, "arguments");
    }

    @Override
    public Kind kind() {
      return Kind.TOOL_CALL;
    }

    @Override
    public String toString() {
      return "ToolCall[" + callId + "]";
    }
  }

  /**
   * What a tool answered.
   *
   * @param callId the id of the call that this answers
   * @param summary the answer in short
   * @param content the whole answer; null if the summary is all of it
   * @param error whether the tool failed
   */
  record ToolResult(String callId, String summary, @Nullable String content, boolean error)
      implements LoggedItem {
    /** Checks that the id and the summary are there. */
    public ToolResult {
      Objects.requireNonNull(callId, "callId");
      Objects.requireNonNull(summary, "summary");
    }

    @Override
    public Kind kind() {
      return Kind.TOOL_RESULT;
    }

    @Override
    public String toString() {
      return "ToolResult[" + callId + "]";
    }
  }

  /**
   * What the model thought.
   *
   * @param text the readable thought, possibly empty
   * @param summary the thought in short, in paragraphs; may be empty
   * @param encryptedContent the thought in a form that only the provider reads; null without one
   * @param signature the provider's proof, to be sent back unchanged; null without one
   */
  record Reasoning(
      String text,
      List<String> summary,
      @Nullable String encryptedContent,
      @Nullable String signature)
      implements LoggedItem {
    /** Copies the summary. */
    public Reasoning {
      Objects.requireNonNull(text, "text");
      summary = List.copyOf(summary);
    }

    @Override
    public Kind kind() {
      return Kind.REASONING;
    }

    @Override
    public String toString() {
      return "Reasoning[" + text.length() + " chars]";
    }
  }
}
