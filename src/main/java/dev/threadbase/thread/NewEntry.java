package dev.threadbase.thread;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry to be appended.
 *
 * @param type what it is
 * @param turnId the turn it belongs to; null for none
 * @param role the role of its message; null without a message
 * @param model the model that spoke; null for none
 * @param toolName the tool that is called or answers; null for none
 * @param payload what it says: any text without U+0000 and unpaired surrogates; stored byte for
 *     byte
 * @param id the entry's id; null to have one made
 * @param createdAt when it was made; null for the time of the append
 */
public record NewEntry(
    EntryType type,
    @Nullable String turnId,
    @Nullable String role,
    @Nullable String model,
    @Nullable String toolName,
    String payload,
    @Nullable String id,
    @Nullable Instant createdAt) {

  /** Checks that type and payload are there. */
  public NewEntry {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(payload, "payload");
  }

  /** An entry with a typed content; role, model and tool name are taken from it. */
  public static NewEntry of(EntryType type, Content content) {
    Message message = content.message();
    return new NewEntry(
        type,
        null,
        message == null ? null : message.role().name(),
        content.model(),
        message == null ? null : toolName(message),
        content.toPayload(),
        null,
        null);
  }

  /**
   * A message, its type chosen by its role as the reference does (floret session tree,
   * AppendMessage): user, tool, and assistant with or without a tool call; any other role makes a
   * custom entry.
   */
  public static NewEntry message(Message message) {
    return of(typeOf(message), Content.of(message));
  }

  /** Where a turn stands. */
  public static NewEntry turnMarker(
      String turnId, TurnStatus status, Map<String, String> metadata) {
    Content content = Content.EMPTY.withTurnStatus(status).withMetadata(metadata);
    return of(EntryType.TURN_MARKER, content).inTurn(turnId);
  }

  /** A failed run. */
  public static NewEntry failure(@Nullable String turnId, String error) {
    return of(EntryType.RUN_FAILURE, Content.EMPTY.withError(error)).inTurn(turnId);
  }

  /** A summary of a branch that is left. */
  public static NewEntry branchSummary(String summary) {
    return of(EntryType.BRANCH_SUMMARY, Content.EMPTY.withSummary(summary));
  }

  /** An entry whose payload is stored as it is given, with nothing read out of it. */
  public static NewEntry raw(EntryType type, String payload) {
    return new NewEntry(type, null, null, null, null, payload, null, null);
  }

  /** This entry in a turn. */
  public NewEntry inTurn(@Nullable String value) {
    return new NewEntry(type, value, role, model, toolName, payload, id, createdAt);
  }

  /** This entry with an id of the caller's. */
  public NewEntry withId(@Nullable String value) {
    return new NewEntry(type, turnId, role, model, toolName, payload, value, createdAt);
  }

  /** This entry with a time of the caller's. */
  public NewEntry at(@Nullable Instant value) {
    return new NewEntry(type, turnId, role, model, toolName, payload, id, value);
  }

  @Override
  public String toString() {
    return "NewEntry[" + type + ", " + payload.length() + " chars]";
  }

  private static EntryType typeOf(Message message) {
    if (message.role().equals(Role.USER)) {
      return EntryType.USER_MESSAGE;
    }
    if (message.role().equals(Role.TOOL)) {
      return EntryType.TOOL_RESULT;
    }
    if (message.role().equals(Role.ASSISTANT)) {
      boolean calls = message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
      return calls ? EntryType.TOOL_CALL : EntryType.ASSISTANT_MESSAGE;
    }
    return EntryType.CUSTOM;
  }

  private static @Nullable String toolName(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall call) {
        return call.name();
      }
      if (part instanceof Part.ToolResult result) {
        return result.name();
      }
    }
    return null;
  }
}
