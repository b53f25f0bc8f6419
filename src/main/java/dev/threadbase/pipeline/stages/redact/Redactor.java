package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.stages.redact.EditedText.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Redacts texts. A secret is found through the escapes of JSON, however often the text was escaped;
 * a text that is JSON itself is no more than a text here. {@link RedactStage} looks into lines of
 * JSON.
 *
 * <p>Safe for use by many threads.
 */
public final class Redactor {

  private final RedactionRules rules;

  /** Takes the rules. */
  public Redactor(RedactionRules rules) {
    this.rules = Objects.requireNonNull(rules, "rules");
  }

  /** The text without its secrets, and what they were. */
  public Redacted redact(String text) {
    EditedText edited = new EditedText(text);
    List<String> names = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    RuleWalk walk =
        new RuleWalk(
            rules,
            (rule, span) -> {
              names.add(rule.name());
              spans.add(span);
            });
    walk.apply(edited, Scope.WHOLE, "");
    NavigableMap<Integer, Integer> positions = positions(edited.edits());
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      String original = text.substring(span.from(), span.to());
      int position = Objects.requireNonNull(positions.floorEntry(span.from())).getValue();
      hits.add(new Hit(names.get(i), original, position));
    }
    return new Redacted(edited.text(), hits);
  }

  // Where each replacement is, by where it was.
  private static NavigableMap<Integer, Integer> positions(List<Edit> edits) {
    NavigableMap<Integer, Integer> positions = new TreeMap<>();
    int shift = 0;
    for (Edit edit : edits) {
      positions.put(edit.from(), edit.from() + shift);
      shift += edit.replacement().length() - (edit.to() - edit.from());
    }
    return positions;
  }

  /** What would be redacted. */
  public List<Hit> scan(String text) {
    return redact(text).hits();
  }

  /** Whether there is anything to redact. */
  public boolean contains(String text) {
    return !scan(text).isEmpty();
  }
}
