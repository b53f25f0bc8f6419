package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.LineReader;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageException;
import dev.threadbase.pipeline.StageStats;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Takes the secrets out of JSON lines.
 *
 * <p>Of a line that is JSON, every string is looked into, names of members too: through its
 * escapes, into JSON that it holds, and on into the next part of the same content. A value whose
 * member's name tells that it is secret is one. Only what is replaced changes: all other bytes of
 * the line stay, and it is JSON as before. Other lines, torn ones for example and those that are
 * nested more than 1,000 deep, are looked into as text, and a private key may go over several of
 * them.
 *
 * <p>Of a line of more than {@value #LONGEST_LINE} bytes, only the text is looked into, in windows:
 * a secret of up to {@value #LONGEST_SECRET} characters is found, and so is a private key of any
 * length; one in pieces is not.
 *
 * <p>Safe for use by several runs at once. Memory does not depend on the length of lines, and time
 * is in proportion to it, whatever they hold, as far as the built-in rules go.
 */
public final class RedactStage implements Stage {

  /** What the stage is called. */
  public static final String NAME = "redact";

  /** In bytes, with its end: a longer line is not looked into as JSON. */
  public static final int LONGEST_LINE = 2 << 20;

  /** In characters, as written: what is found for certain in a line that is longer than that. */
  public static final int LONGEST_SECRET = 1 << 16;

  private static final int BUFFER = 1 << 16;

  private final RedactionRules rules;

  /** Takes the rules. */
  public RedactStage(RedactionRules rules) {
    this.rules = Objects.requireNonNull(rules, "rules");
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Redacts a stream.
   *
   * @return a {@link RedactStats}
   * @throws StageException if a stream fails
   */
  @Override
  public StageStats apply(InputStream input, OutputStream output) throws StageException {
    RedactTally tally = new RedactTally(rules);
    try {
      BufferedOutputStream buffered = new BufferedOutputStream(output, BUFFER);
      redact(new LineReader(input, LONGEST_LINE), buffered, tally);
      buffered.flush();
      return tally.stats();
    } catch (IOException | RuntimeException failure) {
      throw new StageException(tally.stats(), failure);
    }
  }

  private void redact(LineReader reader, OutputStream output, RedactTally tally)
      throws IOException {
    RuleWalk walk = new RuleWalk(rules, (rule, span) -> tally.hit(rule));
    WholeLines lines = new WholeLines(rules, walk, tally, output);
    LongLine longLine = null;
    while (reader.next()) {
      if (reader.beginsLine()) {
        tally.line();
        boolean whole = reader.endsLine() || reader.length() < LONGEST_LINE;
        longLine = whole ? null : new LongLine(rules, tally, output, lines.insideKey());
      }
      if (longLine == null) {
        lines.redact(reader.bytes(), reader.start(), reader.length());
      } else {
        longLine.add(reader.bytes(), reader.start(), reader.length());
        if (reader.endsLine()) {
          lines.goOn(longLine.end());
          longLine = null;
        }
      }
    }
    if (longLine != null) {
      longLine.end();
    }
  }

  @Override
  public String toString() {
    return "RedactStage[" + rules + "]";
  }
}
