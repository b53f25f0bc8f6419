package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is taken for a secret: the built-in rules, then custom ones in the order they were added.
 * Each sees what the ones before it left. No rule can be taken away.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class RedactionRules {

  /** Behind the bits of the built-in rules: an escape that could hide a keyword. */
  static final long ESCAPES = 1L << 60;

  /** An array, which could hold a secret in pieces. */
  static final long ARRAYS = 1L << 61;

  private static final int FIRST_SIGN = 60;
  private static final Keywords KEYWORDS = keywords();
  private static final RedactionRules BUILT_IN = new RedactionRules(BuiltInRules.ALL, List.of());

  private final List<Rule> rules;
  private final List<String> allowed;
  private final Set<String> replacements;
  private final boolean needKeywords;

  private RedactionRules(List<Rule> rules, List<String> allowed) {
    this.rules = List.copyOf(rules);
    this.allowed = List.copyOf(allowed);
    this.replacements = rules.stream().map(Rule::replacement).collect(Collectors.toSet());
    this.needKeywords = rules.stream().noneMatch(rule -> rule.keywords().isEmpty());
  }

  private static Keywords keywords() {
    List<List<Keyword>> words = new ArrayList<>();
    BuiltInRules.ALL.forEach(rule -> words.add(rule.keywords()));
    while (words.size() < FIRST_SIGN) {
      words.add(List.of());
    }
    words.add(List.of(Keyword.exact("\\u"), Keyword.exact("\\/")));
    words.add(List.of(JsonArrays.BEGIN));
    return new Keywords(words);
  }

  /**
   * The built-in rules: keys and tokens of well-known services, private keys, connection strings,
   * and values whose name tells that they are secret. A UUID is a secret only where it is given to
   * Heroku.
   */
  public static RedactionRules builtIn() {
    return BUILT_IN;
  }

  /** With custom rules behind those there are. */
  public RedactionRules plus(CustomRules custom) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(custom.rules());
    return new RedactionRules(all, allowed);
  }

  /**
   * With texts that are no secrets: a match that is such a text or lies within one stays.
   *
   * @throws IllegalArgumentException if one of them is empty
   */
  public RedactionRules allowing(Collection<String> literals) {
    if (literals.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("an allowed text is empty");
    }
    return new RedactionRules(rules, Stream.concat(allowed.stream(), literals.stream()).toList());
  }

  /** With every UUID in lower case taken for a key of Heroku. */
  public RedactionRules includingUuids() {
    return new RedactionRules(
        rules.stream()
            .map(rule -> rule.name().equals("heroku_key") ? BuiltInRules.everyUuid(rule) : rule)
            .toList(),
        allowed);
  }

  /** The names of all rules, in the order they are applied. */
  public List<String> names() {
    return rules.stream().map(Rule::name).toList();
  }

  List<Rule> rules() {
    return rules;
  }

  /** Finds the keywords of the built-in rules, by their number, and the signs of this class. */
  Keywords words() {
    return KEYWORDS;
  }

  /** Whether a text without any keyword has no secret. */
  boolean needKeywords() {
    return needKeywords;
  }

  boolean isReplacement(String text) {
    return replacements.contains(text);
  }

  boolean allows(String text, Span span) {
    return allowed.stream().anyMatch(literal -> isWithin(literal, text, span));
  }

  private static boolean isWithin(String literal, String text, Span span) {
    for (int at = Math.max(0, span.to() - literal.length()); at <= span.from(); at++) {
      if (text.startsWith(literal, at)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "RedactionRules[" + rules.size() + " rules, " + allowed.size() + " allowed texts]";
  }
}
