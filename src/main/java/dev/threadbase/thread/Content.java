package dev.threadbase.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.threadbase.message.Message;
import dev.threadbase.message.Usage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says: the typed form of its payload. Only what applies is set; all of it may be
 * absent.
 *
 * <p>{@link #toPayload} writes the canonical payload, version {@value #VERSION}: compact JSON,
 * members in the order declared here, absent ones left out, metadata sorted by name. Equal contents
 * have equal payloads.
 *
 * @param message the message, for entries that carry one
 * @param turnStatus for a turn marker, where the turn stands
 * @param provider for a model change, the provider
 * @param model the model that spoke, or that speaks from here on
 * @param compaction for a compaction, where it cuts
 * @param summary the text of a compaction or of a branch summary
 * @param replacement for a compaction that says message by message what stands for everything
 *     before it, those messages; the summary is in no context then
 * @param error for a failure, what went wrong
 * @param usage tokens that the model call took
 * @param metadata names and values that a host keeps with the entry
 * @param data anything else, as JSON text; kept as it is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
  "message",
  "turn_status",
  "provider",
  "model",
  "compaction",
  "summary",
  "replacement",
  "error",
  "usage",
  "metadata",
  "data"
})
public record Content(
    @Nullable Message message,
    @JsonProperty("turn_status") @Nullable TurnStatus turnStatus,
    @Nullable String provider,
    @Nullable String model,
    @Nullable Compaction compaction,
    @Nullable String summary,
    List<Message> replacement,
    @Nullable String error,
    @Nullable Usage usage,
    Map<String, String> metadata,
    @Nullable String data) {

  /** The version of the canonical payload, its member {@code v}. */
  public static final int VERSION = 1;

  /** Nothing at all; the start of every other content. */
  public static final Content EMPTY =
      new Content(null, null, null, null, null, null, List.of(), null, null, Map.of(), null);

  /** Copies the metadata and the replacement; an absent one is empty. */
  public Content {
    replacement = Objects.requireNonNullElse(replacement, List.<Message>of()).stream().toList();
    metadata = copyOrEmpty(metadata);
  }

  /** A content that is one message. */
  public static Content of(Message message) {
    return EMPTY.withMessage(message);
  }

  /** This content with another message. */
  public Content withMessage(Message value) {
    return new Content(
        value,
        turnStatus,
        provider,
        model,
        compaction,
        summary,
        replacement,
        error,
        usage,
        metadata,
        data);
  }

  /** This content with another turn status. */
  public Content withTurnStatus(TurnStatus value) {
    return new Content(
        message,
        value,
        provider,
        model,
        compaction,
        summary,
        replacement,
        error,
        usage,
        metadata,
        data);
  }

  /** This content with another provider and model; either may be null. */
  public Content withModel(@Nullable String provider, @Nullable String model) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        compaction,
        summary,
        replacement,
        error,
        usage,
        metadata,
        data);
  }

  /** This content with another compaction. */
  public Content withCompaction(Compaction value) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        value,
        summary,
        replacement,
        error,
        usage,
        metadata,
        data);
  }

  /** This content with another summary. */
  public Content withSummary(String value) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        compaction,
        value,
        replacement,
        error,
        usage,
        metadata,
        data);
  }

  /** This content with other messages in place of everything before it. */
  public Content withReplacement(List<Message> value) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        compaction,
        summary,
        value,
        error,
        usage,
        metadata,
        data);
  }

  /** This content with another error. */
  public Content withError(String value) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        compaction,
        summary,
        replacement,
        value,
        usage,
        metadata,
        data);
  }

  /** This content with another usage. */
  public Content withUsage(Usage value) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        compaction,
        summary,
        replacement,
        error,
        value,
        metadata,
        data);
  }

  /** This content with other metadata. */
  public Content withMetadata(Map<String, String> value) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        compaction,
        summary,
        replacement,
        error,
        usage,
        value,
        data);
  }

  /** This content with other data, as JSON text. */
  public Content withData(String value) {
    return new Content(
        message,
        turnStatus,
        provider,
        model,
        compaction,
        summary,
        replacement,
        error,
        usage,
        metadata,
        value);
  }

  /** The canonical payload of this content. */
  public String toPayload() {
    return PayloadJson.write(this);
  }

  /**
   * Reads a payload. Members that this version does not know are ignored: the payload itself keeps
   * them.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the payload is not a JSON object of
   *     this form
   */
  public static Content parse(String payload) {
    return PayloadJson.read(payload);
  }

  @Override
  public String toString() {
    return "Content[" + (message == null ? "no message" : message.toString()) + "]";
  }

  private static Map<String, String> copyOrEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<String, String>(map));
  }
}
