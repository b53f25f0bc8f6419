package dev.threadbase.pipeline.stages.redact;

/**
 * Writes halves of characters of a text that changed as they stood in the JSON string it was: those
 * that were escaped stay escaped, and those that are bytes that were no character stay as they are.
 */
final class Halves {

  private final String source;
  private final View said;
  private int at;

  /**
   * Takes the text as it was.
   *
   * @param source the line, as {@link LosslessText} has it
   * @param said the text in it
   */
  Halves(String source, View said) {
    this.source = source;
    this.said = said;
  }

  /** What {@link JsonRedaction#escaped} made of the text that it became. */
  String kept(String escaped) {
    if (escaped.codePoints().noneMatch(Halves::isHalf)) {
      return escaped;
    }
    StringBuilder kept = new StringBuilder(escaped.length() + 16);
    escaped
        .codePoints()
        .forEach(
            c -> {
              if (isHalf(c) && !isByte((char) c)) {
                kept.append("\\u").append(Integer.toHexString(c));
              } else {
                kept.appendCodePoint(c);
              }
            });
    return kept.toString();
  }

  /** Whether the next such half of the text as it was stands there as it is. */
  private boolean isByte(char half) {
    int found = said.text().indexOf(half, at);
    if (found < 0) {
      return false;
    }
    at = found + 1;
    return source.charAt(said.source(found, found + 1).from()) == half;
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
