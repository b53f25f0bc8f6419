package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the calls of one model took together.
 *
 * @param model where the model is; empty if nothing is known
 * @param calls how many there were
 * @param tokens their tokens
 */
record UsageTotals(String model, long calls, TokenUsage tokens) {

  /** Those of each model, in the order of their first calls. */
  static List<UsageTotals> byModel(Conversation conversation) {
    Map<String, UsageTotals> totals = new LinkedHashMap<>();
    for (UsageRecord record : conversation.usageHistory()) {
      String model = Shown.model(record.vendor(), record.endpoint(), record.model());
      totals.merge(model, new UsageTotals(model, 1, record.tokens()), UsageTotals::plus);
    }
    return List.copyOf(totals.values());
  }

  /** The running total that the application keeps; if it keeps none, the sum of the calls. */
  static TokenUsage all(Conversation conversation) {
    TokenUsage kept = conversation.header().tokenUsage();
    return kept.equals(TokenUsage.NONE)
        ? conversation.usageHistory().stream()
            .map(UsageRecord::tokens)
            .reduce(TokenUsage.NONE, TokenUsage::plus)
        : kept;
  }

  private UsageTotals plus(UsageTotals other) {
    return new UsageTotals(model, calls + other.calls, tokens.plus(other.tokens));
  }
}
