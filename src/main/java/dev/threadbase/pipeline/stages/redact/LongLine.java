package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.stages.redact.EditedText.Edit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Redacts a line that is too long to be held, in windows that overlap. What was written stays in
 * front of the window for a while, so that a value is seen with its name; what the window has more
 * than it writes is there so that a secret is seen to its end.
 */
final class LongLine {

  private static final int SEEN_BEFORE = 1 << 12;
  private static final int WINDOW = 1 << 18;
  private static final int LONGEST_KEY_END = 256;

  private final RuleWalk walk;
  private final Map<Rule, List<Span>> found = new HashMap<>();
  private final RedactTally tally;
  private final OutputStream output;
  private final byte[] bytes = new byte[WINDOW + RedactStage.LONGEST_SECRET];
  private int filled;
  private String before = "";
  private boolean begun;
  private boolean isJson;
  private boolean insideKey;
  private boolean redacted;
  private boolean ended;

  /**
   * Begins a line.
   *
   * @param insideKey whether the lines before it end within a private key
   */
  LongLine(RedactionRules rules, RedactTally tally, OutputStream output, boolean insideKey) {
    this.walk =
        new RuleWalk(
            rules,
            (rule, span) -> found.computeIfAbsent(rule, fresh -> new ArrayList<>()).add(span));
    this.tally = tally;
    this.output = output;
    this.insideKey = insideKey;
  }

  /** Goes on with the line. */
  void add(byte[] source, int from, int length) throws IOException {
    int at = from;
    while (at < from + length) {
      int taken = Math.min(bytes.length - filled, from + length - at);
      System.arraycopy(source, at, bytes, filled, taken);
      filled += taken;
      at += taken;
      if (filled == bytes.length) {
        redact(RedactStage.LONGEST_SECRET);
      }
    }
  }

  /** Ends the line, and tells whether it ends within a private key, which may go on behind it. */
  boolean end() throws IOException {
    ended = true;
    int lineEnd = filled;
    while (lineEnd > 0 && (bytes[lineEnd - 1] == '\n' || bytes[lineEnd - 1] == '\r')) {
      lineEnd--;
    }
    byte[] rest = Arrays.copyOfRange(bytes, lineEnd, filled);
    filled = lineEnd;
    while (filled > 0) {
      redact(0);
    }
    output.write(rest);
    if (redacted) {
      tally.redactedLine();
    }
    return insideKey;
  }

  /** Redacts what there is, and leaves some of it for the next time. */
  private void redact(int left) throws IOException {
    int whole = ended ? filled : wholeCharacters();
    String fresh = LosslessText.decode(bytes, 0, whole);
    if (!begun) {
      begun = true;
      isJson = fresh.stripLeading().startsWith("{") || fresh.stripLeading().startsWith("[");
      // No line of a key is that long, but the end of one may stand before something else.
      insideKey &= !isJson && PrivateKey.endOf(fresh) >= 0;
      redacted = insideKey;
    }
    int used = insideKey ? skipKey(fresh) : write(fresh, left);
    int usedBytes =
        used == fresh.length() ? whole : LosslessText.encode(fresh.substring(0, used)).length;
    System.arraycopy(bytes, usedBytes, bytes, 0, filled - usedBytes);
    filled -= usedBytes;
  }

  // A character that the window cuts in two belongs to the next one.
  private int wholeCharacters() {
    int end = filled;
    while (end > filled - 4 && (bytes[end - 1] & 0xc0) == 0x80) {
      end--;
    }
    return (bytes[end - 1] & 0xc0) == 0xc0 ? end - 1 : filled;
  }

  private int skipKey(String fresh) {
    int end = PrivateKey.endOf(fresh);
    int quote = isJson ? JsonShape.bareQuote(fresh, 0, fresh.length()) : -1;
    if (quote >= 0 && (end < 0 || quote < end)) {
      end = quote;
    }
    if (end < 0) {
      return ended ? fresh.length() : whole(fresh, fresh.length() - LONGEST_KEY_END);
    }
    insideKey = false;
    before = "";
    return end;
  }

  // Not between the halves of a character.
  private static int whole(String text, int place) {
    boolean between =
        place < text.length()
            && Character.isLowSurrogate(text.charAt(place))
            && Character.isHighSurrogate(text.charAt(place - 1));
    return between ? place + 1 : place;
  }

  private int write(String fresh, int left) throws IOException {
    int seen = before.length();
    EditedText text = new EditedText(before + fresh);
    before = "";
    walk.apply(text, (rule, original, found) -> limit(original, found, seen), "");
    String all = text.original();
    int cut = whole(all, Math.max(seen + 1, all.length() - left));
    int end = isJson ? JsonShape.beginOfEscape(all, all.length()) : all.length();
    List<Edit> edits = new ArrayList<>();
    for (Edit edit : text.edits()) {
      if (edit.from() < cut) {
        cut = Math.max(cut, edit.to());
        edits.add(new Edit(edit.from(), edit.to(), written(edit.replacement())));
        insideKey |= edit.to() == end && PrivateKey.isOpen(all, span(edit));
      }
    }
    redacted |= !edits.isEmpty();
    count(cut);
    output.write(LosslessText.encode(EditedText.applied(all, seen, cut, edits)));
    before = insideKey ? "" : all.substring(Math.max(0, cut - SEEN_BEFORE), cut);
    return cut - seen;
  }

  // What is behind the cut is found again.
  private void count(int cut) {
    found.forEach(
        (rule, spans) ->
            spans.stream().filter(span -> span.from() < cut).forEach(span -> tally.hit(rule)));
    found.clear();
  }

  private static Span span(Edit edit) {
    return new Span(edit.from(), edit.to());
  }

  private String written(String replacement) {
    return isJson ? JsonRedaction.escaped(replacement) : replacement;
  }

  // What was written stays as it is; a match within a string of JSON ends with it.
  private @Nullable Span limit(String text, Span found, int seen) {
    int from = Math.max(found.from(), seen);
    if (from >= found.to()) {
      return null;
    }
    Span limited = new Span(from, found.to());
    return isJson ? JsonShape.limit(text, limited) : limited;
  }
}
