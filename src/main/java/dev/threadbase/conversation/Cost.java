package dev.threadbase.conversation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost.
 *
 * @param amount the sum, exactly, of all that have a price; null if none has
 * @param unpricedCalls how many calls have no price and are not in the sum
 * @param unpriced their models, as {@link ModelUsage#name} has them, each once
 */
public record Cost(@Nullable BigDecimal amount, long unpricedCalls, List<String> unpriced) {

  /** Copies the list. */
  public Cost {
    unpriced = List.copyOf(unpriced);
  }

  /** Whether the sum is all of it. */
  public boolean complete() {
    return unpricedCalls == 0;
  }

  @Override
  public String toString() {
    return "Cost[" + Objects.toString(amount) + ", " + unpricedCalls + " unpriced]";
  }
}
