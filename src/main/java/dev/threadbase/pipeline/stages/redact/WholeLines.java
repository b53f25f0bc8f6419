package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.stages.redact.EditedText.Edit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Redacts lines one by one, and a private key that goes over several lines of text. */
final class WholeLines {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final RedactionRules rules;
  private final RuleWalk walk;
  private final JsonRedaction json;
  private final JsonArrays arrays = new JsonArrays();
  private final RedactTally tally;
  private final OutputStream output;
  private boolean insideKey;

  WholeLines(RedactionRules rules, RuleWalk walk, RedactTally tally, OutputStream output) {
    this.rules = rules;
    this.walk = walk;
    this.json = new JsonRedaction(walk);
    this.tally = tally;
    this.output = output;
  }

  /** Redacts a line, with its end if it has one. */
  void redact(byte[] bytes, int from, int length) throws IOException {
    int end = from + length;
    if (end > from && bytes[end - 1] == '\n') {
      end--;
      end -= end > from && bytes[end - 1] == '\r' ? 1 : 0;
    }
    if (!insideKey && rules.needKeywords() && isPlain(bytes, from, end)) {
      output.write(bytes, from, length);
      return;
    }
    String line = LosslessText.decode(bytes, from, end - from);
    List<Edit> edits = edits(line);
    if (edits.isEmpty()) {
      output.write(bytes, from, length);
      return;
    }
    tally.redactedLine();
    output.write(LosslessText.encode(EditedText.applied(line, 0, line.length(), edits)));
    output.write(bytes, end, from + length - end);
  }

  /** Whether the next line may go on with a private key. */
  boolean insideKey() {
    return insideKey;
  }

  /** Goes on behind a line that something else redacted. */
  void goOn(boolean insideKeyNow) {
    insideKey = insideKeyNow;
  }

  private boolean isPlain(byte[] bytes, int from, int to) {
    long words = rules.words().in(bytes, from, to);
    return words == 0
        || (words == RedactionRules.ARRAYS && !arrays.mayHaveNeighbours(bytes, from, to));
  }

  private List<Edit> edits(String line) {
    if (insideKey && !line.stripLeading().startsWith("{")) {
      return inKey(line);
    }
    insideKey = false;
    boolean marked = !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
    List<Edit> edits = json.edits(marked ? " " + line.substring(1) : line);
    return edits != null ? edits : inText(line, 0);
  }

  private List<Edit> inKey(String line) {
    int end = PrivateKey.endOf(line);
    if (end < 0 && PrivateKey.isKeyLine(line, 0, line.length())) {
      return line.isEmpty() ? List.of() : List.of(new Edit(0, line.length(), ""));
    }
    insideKey = false;
    return inText(line, Math.max(end, 0));
  }

  // The first characters are the end of a key.
  private List<Edit> inText(String line, int key) {
    EditedText text = new EditedText(line);
    if (key > 0) {
      text.replace(List.of(new Span(0, key)), "");
    }
    boolean isJson = JsonShape.isBegunBy(line);
    walk.apply(
        text,
        (rule, original, found) -> {
          insideKey |= found.to() == line.length() && PrivateKey.isOpen(original, found);
          return isJson ? JsonShape.limit(original, found) : found;
        },
        "");
    return isJson ? text.edits().stream().map(WholeLines::escaped).toList() : text.edits();
  }

  private static Edit escaped(Edit edit) {
    return new Edit(edit.from(), edit.to(), JsonRedaction.escaped(edit.replacement()));
  }
}
