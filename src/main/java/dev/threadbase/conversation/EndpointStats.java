package dev.threadbase.conversation;

import dev.threadbase.context.WhiteSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and metrics of a conversation by the endpoint that they were spent at (ggcode session,
 * section 7). What is told apart is a key of vendor and endpoint, for which {@code a/b} with {@code
 * c} and {@code a} with {@code b/c} are one; the records themselves keep both names.
 */
public final class EndpointStats {

  private EndpointStats() {}

  /**
   * The key of an endpoint: both names without the white space around them, with a slash between
   * them; of two of which one is empty, the other.
   */
  public static String key(@Nullable String vendor, @Nullable String endpoint) {
    String first = vendor == null ? "" : WhiteSpace.trim(vendor);
    String second = endpoint == null ? "" : WhiteSpace.trim(endpoint);
    if (first.isEmpty() || second.isEmpty()) {
      return first + second;
    }
    return first + "/" + second;
  }

  /** The sum of the records of each endpoint, in the order in which they first come. */
  public static Map<String, TokenUsage> usage(Conversation conversation) {
    Map<String, TokenUsage> byKey = new LinkedHashMap<>();
    for (UsageRecord usage : conversation.usageHistory()) {
      String key = key(usage.vendor(), usage.endpoint());
      if (!key.isEmpty()) {
        byKey.merge(key, usage.tokens(), TokenUsage::plus);
      }
    }
    return byKey;
  }

  /** The metrics of each endpoint, in their order. */
  public static Map<String, List<MetricEvent>> metrics(Conversation conversation) {
    Map<String, List<MetricEvent>> byKey = new LinkedHashMap<>();
    for (MetricEvent metric : conversation.metrics()) {
      String key = key(metric.vendor(), metric.endpoint());
      if (!key.isEmpty()) {
        byKey.computeIfAbsent(key, name -> new ArrayList<>()).add(metric);
      }
    }
    return byKey;
  }

  /**
   * What was spent at one endpoint. A conversation without any record has only its running total,
   * which is its own endpoint's, or anybody's if it names none.
   */
  public static TokenUsage usage(
      Conversation conversation, @Nullable String vendor, @Nullable String endpoint) {
    String key = key(vendor, endpoint);
    TokenUsage total = conversation.header().tokenUsage();
    boolean noRecord = conversation.usageHistory().isEmpty();
    if (key.isEmpty()) {
      return noRecord ? total : TokenUsage.NONE;
    }
    TokenUsage found = usage(conversation).get(key);
    if (found != null) {
      return found;
    }
    return noRecord && isOwn(conversation, key) ? total : TokenUsage.NONE;
  }

  /**
   * The metrics of one endpoint. Metrics of which none names an endpoint are its own endpoint's, or
   * anybody's if it names none.
   *
   * @return a list that cannot be changed
   */
  public static List<MetricEvent> metrics(
      Conversation conversation, @Nullable String vendor, @Nullable String endpoint) {
    String key = key(vendor, endpoint);
    boolean labelled =
        conversation.metrics().stream()
            .anyMatch(metric -> metric.vendor() != null || metric.endpoint() != null);
    if (labelled) {
      return List.copyOf(
          Objects.requireNonNullElse(metrics(conversation).get(key), List.<MetricEvent>of()));
    }
    return key.isEmpty() || isOwn(conversation, key) ? conversation.metrics() : List.of();
  }

  private static boolean isOwn(Conversation conversation, String key) {
    ConversationHeader header = conversation.header();
    String own = key(header.vendor(), header.endpoint());
    return own.isEmpty() || own.equals(key);
  }

  /** The greatest number of a turn that any record or metric names; 0 if none does. */
  public static long lastTurnIndex(Conversation conversation) {
    long last = 0;
    for (UsageRecord usage : conversation.usageHistory()) {
      last = Math.max(last, usage.turnIndex());
    }
    for (MetricEvent metric : conversation.metrics()) {
      last = Math.max(last, metric.turnIndex());
    }
    return last;
  }
}
