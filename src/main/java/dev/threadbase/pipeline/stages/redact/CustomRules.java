package dev.threadbase.pipeline.stages.redact;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rules that someone wrote down in Markdown. Only the lines within fenced blocks tagged {@code
 * redact} are read, one rule each:
 *
 * <pre>
 * literal "TEXT" -&gt; [TOKEN]
 * regex "RE2" -&gt; [TOKEN]
 * </pre>
 *
 * <p>Quotes may be left out, blank lines and lines that begin with # are skipped, and the last
 * arrow of a line is the one that counts. A line that is no rule is an error; the others are rules
 * all the same. A rule is called {@code custom_<source>_L<line>}.
 */
public final class CustomRules {

  private static final String FENCE = "```";

  private final List<Rule> rules = new ArrayList<>();
  private final List<RuleError> errors = new ArrayList<>();

  private CustomRules() {}

  /**
   * Reads a file in UTF-8. One that is not there has no rules.
   *
   * @param source what the file is called in names and errors: a word, such as team or repo
   * @throws IOException if it cannot be read
   */
  public static CustomRules read(Path file, String source) throws IOException {
    if (Files.notExists(file)) {
      return new CustomRules();
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader, source);
    }
  }

  /**
   * Reads to the end, without closing.
   *
   * @param source what it is called in names and errors: a word, such as team or repo
   * @throws IOException if it cannot be read
   */
  public static CustomRules read(Reader reader, String source) throws IOException {
    CustomRules read = new CustomRules();
    BufferedReader lines = new BufferedReader(reader);
    boolean inside = false;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = (number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
      if (text.startsWith(FENCE)) {
        inside = !inside && text.substring(FENCE.length()).strip().equals("redact");
      } else if (inside && !text.isEmpty() && !text.startsWith("#")) {
        String error = read.add(text, "custom_" + source + "_L" + number);
        if (error != null) {
          read.errors.add(new RuleError(source, number, error));
        }
      }
    }
    return read;
  }

  private @Nullable String add(String line, String name) {
    int arrow = line.lastIndexOf("->");
    if (arrow < 0) {
      return "missing '->' separator";
    }
    String token = line.substring(arrow + 2).strip();
    if (token.isEmpty()) {
      return "missing replacement token after '->'";
    }
    String[] words = line.substring(0, arrow).strip().split("\\s+", 2);
    String kind = words[0].toLowerCase(Locale.ROOT);
    if (!kind.equals("literal") && !kind.equals("regex")) {
      return "rule must start with 'literal' or 'regex'";
    }
    String pattern = words.length < 2 ? "" : unquoted(words[1].strip());
    if (pattern.isEmpty()) {
      return "empty pattern";
    }
    if (kind.equals("literal")) {
      rules.add(new Rule(name, token, List.of(), new CustomFinder.Literal(pattern)));
      return null;
    }
    try {
      Pattern compiled = Pattern.compile(pattern);
      rules.add(new Rule(name, token, List.of(), new CustomFinder.Expression(compiled)));
      return null;
    } catch (PatternSyntaxException wrong) {
      return "invalid regex: " + wrong.getDescription();
    }
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** The lines that are no rules, in order. */
  public List<RuleError> errors() {
    return List.copyOf(errors);
  }

  /** How many rules there are. */
  public int size() {
    return rules.size();
  }

  List<Rule> rules() {
    return rules;
  }

  @Override
  public String toString() {
    return "CustomRules[" + rules.size() + " rules, " + errors.size() + " errors]";
  }
}
