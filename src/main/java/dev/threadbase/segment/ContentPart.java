package dev.threadbase.segment;

import java.util.Objects;

/** One part of a message. */
public sealed interface ContentPart {

  /** What a part is. */
  enum Kind implements WireName {
    /** Text. */
    TEXT,
    /** The model refused. */
    REFUSAL
  }

  /** What this part is. */
  Kind kind();

  /**
   * Text.
   *
   * @param text the text, possibly empty
   */
  record Text(String text) implements ContentPart {
    /** Checks that the text is there. */
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /**
   * The model refused.
   *
   * @param refusal what it said
   */
  record Refusal(String refusal) implements ContentPart {
    /** Checks that the text is there. */
    public Refusal {
      Objects.requireNonNull(refusal, "refusal");
    }

    @Override
    public Kind kind() {
      return Kind.REFUSAL;
    }

    @Override
    public String toString() {
      return "Refusal[" + refusal.length() + " chars]";
    }
  }
}
