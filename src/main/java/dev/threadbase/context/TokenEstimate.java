package dev.threadbase.context;

import dev.threadbase.message.Message;

/**
 * How many tokens a text or a message takes, estimated without a tokeniser (floret session tree,
 * token estimate): three ASCII characters are a token, any other character is one, and a message
 * takes eight more. Reasoning, media and opaque parts are not counted.
 */
public final class TokenEstimate {

  private static final int ASCII_PER_TOKEN = 3;
  private static final int MESSAGE = 8;
  private static final int ASCII = 0x80;

  private TokenEstimate() {}

  /** Tokens of a text: 0 if it is blank, else at least 1. */
  public static long of(String text) {
    String trimmed = WhiteSpace.trim(text);
    long ascii = trimmed.chars().filter(c -> c < ASCII).count();
    // A pair of surrogates is one character.
    long others = trimmed.codePoints().filter(c -> c >= ASCII).count();
    return ofAscii(ascii) + others;
  }

  /** Tokens of so many ASCII characters. */
  static long ofAscii(long characters) {
    return (characters + ASCII_PER_TOKEN - 1) / ASCII_PER_TOKEN;
  }

  /** Tokens of a message: its text, calls and results. */
  public static long of(Message message) {
    return ReferenceMessage.of(message).stream().mapToLong(TokenEstimate::of).sum();
  }

  static long of(ReferenceMessage message) {
    return of(message.content())
        + of(message.toolName())
        + of(message.toolArgs())
        + of(message.toolCallId())
        + of(message.kind())
        + MESSAGE;
  }
}
