package dev.threadbase.conversation;

import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a conversation but for what was said: a row of a list.
 *
 * @param id the conversation's id, which is its thread's
 * @param title the title; empty for none
 * @param workspace the folder or project; null for none, as an empty text is
 * @param vendor the model's vendor; null for none
 * @param endpoint the model's endpoint; null for none
 * @param model the model; null for none
 * @param createdAt when it was made, with the offset of where that was
 * @param updatedAt when it was last changed, with an offset too
 * @param tokenUsage the running total that the application keeps; no sum of records
 * @param tunnelEventsComplete whether the ledger of events tells the whole conversation
 */
public record ConversationHeader(
    String id,
    String title,
    @Nullable String workspace,
    @Nullable String vendor,
    @Nullable String endpoint,
    @Nullable String model,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt,
    TokenUsage tokenUsage,
    boolean tunnelEventsComplete) {

  /** Takes empty texts for none, but for the title. */
  public ConversationHeader {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    Objects.requireNonNull(tokenUsage, "tokenUsage");
    workspace = RecordTexts.emptyToNull(workspace);
    vendor = RecordTexts.emptyToNull(vendor);
    endpoint = RecordTexts.emptyToNull(endpoint);
    model = RecordTexts.emptyToNull(model);
  }

  /** With another title. */
  public ConversationHeader withTitle(String value) {
    return new ConversationHeader(
        id,
        value,
        workspace,
        vendor,
        endpoint,
        model,
        createdAt,
        updatedAt,
        tokenUsage,
        tunnelEventsComplete);
  }

  /** In another workspace. */
  public ConversationHeader withWorkspace(@Nullable String value) {
    return new ConversationHeader(
        id,
        title,
        value,
        vendor,
        endpoint,
        model,
        createdAt,
        updatedAt,
        tokenUsage,
        tunnelEventsComplete);
  }

  /** With another model. */
  public ConversationHeader withModel(
      @Nullable String newVendor, @Nullable String newEndpoint, @Nullable String newModel) {
    return new ConversationHeader(
        id,
        title,
        workspace,
        newVendor,
        newEndpoint,
        newModel,
        createdAt,
        updatedAt,
        tokenUsage,
        tunnelEventsComplete);
  }

  /** Changed at another time. */
  public ConversationHeader withUpdatedAt(OffsetDateTime value) {
    return new ConversationHeader(
        id,
        title,
        workspace,
        vendor,
        endpoint,
        model,
        createdAt,
        value,
        tokenUsage,
        tunnelEventsComplete);
  }

  /** With another running total of tokens. */
  public ConversationHeader withTokenUsage(TokenUsage value) {
    return new ConversationHeader(
        id,
        title,
        workspace,
        vendor,
        endpoint,
        model,
        createdAt,
        updatedAt,
        value,
        tunnelEventsComplete);
  }

  /** With a ledger of events that is complete, or is not. */
  public ConversationHeader withTunnelEventsComplete(boolean value) {
    return new ConversationHeader(
        id, title, workspace, vendor, endpoint, model, createdAt, updatedAt, tokenUsage, value);
  }

  /** The title, which may be what a user said, is left out. */
  @Override
  public String toString() {
    return "ConversationHeader[" + id + "]";
  }
}
