package dev.threadbase.pipeline.stages.compress;

import java.util.regex.Pattern;

/** What a terminal shows of a text at last. */
final class TerminalText {

  private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001b\\[[0-?]*+[ -/]*+[@-~]");

  private TerminalText() {}

  /** Without control sequences: colours, movements of the cursor. */
  static String withoutControlSequences(String text) {
    return text.indexOf('\u001b') < 0 ? text : CONTROL_SEQUENCE.matcher(text).replaceAll("");
  }

  /**
   * Of each line, what stands behind its last carriage return. Carriage returns directly before the
   * end of the line belong to that end and stay.
   */
  static String lastFrames(String text) {
    if (text.indexOf('\r') < 0) {
      return text;
    }
    StringBuilder frames = new StringBuilder(text.length());
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int next = newline < 0 ? text.length() : newline + 1;
      frames.append(text, lastFrame(text, start, newline < 0 ? next : newline), next);
      start = next;
    }
    return frames.toString();
  }

  private static int lastFrame(String text, int start, int end) {
    int at = end;
    while (at > start && text.charAt(at - 1) == '\r') {
      at--;
    }
    while (at > start && text.charAt(at - 1) != '\r') {
      at--;
    }
    return at;
  }
}
