package dev.threadbase.conversation.export;

import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Text as a reader can be shown it: what is no character, controls a device or turns the direction
 * of what stands beside it is a sign instead. What only colours a terminal goes.
 */
final class ShownText {

  private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001b\\[[0-?]*+[ -/]*+[@-~]");
  private static final int CONTROL_PICTURES = '\u2400';
  private static final int DELETE_PICTURE = '\u2421';
  private static final int REPLACEMENT = '\ufffd';
  private static final int LONGEST_PEEK = 160;

  private ShownText() {}

  /** Some lines, each but the last with a line feed at its end. Tabs stay. */
  static String block(String text) {
    String plain =
        text.indexOf('\u001b') < 0 ? text : CONTROL_SEQUENCE.matcher(text).replaceAll("");
    String unix = plain.indexOf('\r') < 0 ? plain : plain.replace("\r\n", "\n");
    return mapped(unix, ShownText::sign);
  }

  /** One line: line breaks and tabs are spaces. */
  static String line(String text) {
    return block(text).replace('\n', ' ').replace('\t', ' ');
  }

  /** The beginning, as one line. */
  static String peek(String text) {
    if (text.length() <= LONGEST_PEEK) {
      return line(text);
    }
    boolean halved = Character.isHighSurrogate(text.charAt(LONGEST_PEEK - 1));
    return line(text.substring(0, halved ? LONGEST_PEEK - 1 : LONGEST_PEEK)) + "…";
  }

  /** The text; half of a surrogate pair is the replacement character. */
  static String wellFormed(String text) {
    return mapped(text, c -> isHalf(c) ? REPLACEMENT : c);
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static String mapped(String text, IntUnaryOperator sign) {
    if (text.codePoints().allMatch(c -> sign.applyAsInt(c) == c)) {
      return text;
    }
    return text.codePoints()
        .map(sign)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int sign(int c) {
    if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
      return '\n';
    }
    if (c < ' ' && c != '\t') {
      return CONTROL_PICTURES + c;
    }
    boolean turns = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    boolean control = c >= 0x80 && c < 0xa0;
    boolean none = isHalf(c) || (c & 0xfffe) == 0xfffe;
    return c == 0x7f ? DELETE_PICTURE : turns || control || none ? REPLACEMENT : c;
  }
}
