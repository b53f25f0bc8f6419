package dev.threadbase.segment;

import java.util.Objects;

/** How much a model is to think before it speaks. */
public sealed interface Reasoning {

  /**
   * A label.
   *
   * @param label {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh} or any
   *     other, kept as it is
   */
  record Effort(String label) implements Reasoning {
    /** Checks that the label is there. */
    public Effort {
      Objects.requireNonNull(label, "label");
    }
  }

  /**
   * A budget.
   *
   * @param tokens how many tokens; may be negative, which providers give a meaning of their own
   */
  record Budget(int tokens) implements Reasoning {}
}
