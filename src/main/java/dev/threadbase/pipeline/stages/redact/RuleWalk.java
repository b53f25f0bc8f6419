package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Applies rules to texts, one rule after the other, and tells of each match. */
final class RuleWalk {

  private final RedactionRules rules;
  private final BiConsumer<Rule, Span> found;

  /**
   * Takes the rules.
   *
   * @param found told of each match, with its place in the text before any replacement
   */
  RuleWalk(RedactionRules rules, BiConsumer<Rule, Span> found) {
    this.rules = rules;
    this.found = found;
  }

  /** Whether a text could hold a secret, as far as a quick look can tell. */
  boolean isSuspicious(String text) {
    return !rules.needKeywords() || rules.words().in(text).groups() != 0;
  }

  /**
   * Replaces what the rules find.
   *
   * @param member the name of the member of a JSON object that has the text as its value; empty if
   *     there is none
   */
  void apply(EditedText text, Scope scope, String member) {
    Views views = new Views(text);
    long words = views.plain().places.groups() | rules.words().in(member).groups();
    if ((words & ~RedactionRules.ARRAYS) == 0 && rules.needKeywords()) {
      return;
    }
    if ((words & RedactionRules.ESCAPES) != 0) {
      words |= views.peeled().places.groups();
    }
    for (int i = 0; i < rules.rules().size(); i++) {
      Rule rule = rules.rules().get(i);
      if (!rule.keywords().isEmpty() && (words & 1L << i) == 0) {
        continue;
      }
      replace(text, rule, scope, views.plain().spans(rule, i));
      if (views.isEscaped()) {
        replace(text, rule, scope, views.peeled().spans(rule, i));
      }
      if (!member.isEmpty()) {
        inMember(text, rule, member);
      }
    }
  }

  /**
   * Whether a match of a rule ends behind a place in a text, even one that is no secret: an allowed
   * text, or a replacement.
   */
  boolean reaches(Rule rule, String text, int place) {
    int number = rules.rules().indexOf(rule);
    Views views = new Views(new EditedText(text));
    return rules.isReplacement(text.substring(place))
        || views.plain().reaches(rule, number, place)
        || (views.isEscaped() && views.peeled().reaches(rule, number, place));
  }

  private boolean isSecret(String text, Span span) {
    return !rules.isReplacement(text.substring(span.from(), span.to()))
        && !rules.allows(text, span);
  }

  private void replace(EditedText text, Rule rule, Scope scope, List<Span> spans) {
    if (spans.isEmpty()) {
      return;
    }
    List<Span> limited = new ArrayList<>();
    for (Span span : text.original(spans)) {
      Span limit = scope.limit(rule, text.original(), span);
      if (limit == null) {
        continue;
      }
      int last = limited.size() - 1;
      if (last >= 0 && limit.from() < limited.get(last).to()) {
        Span before = limited.get(last);
        limited.set(last, new Span(before.from(), Math.max(before.to(), limit.to())));
      } else {
        limited.add(limit);
        found.accept(rule, limit);
      }
    }
    if (!limited.isEmpty()) {
      text.replace(limited, rule.replacement());
    }
  }

  private void inMember(EditedText text, Rule rule, String member) {
    String value = text.text();
    Span span = rule.finder().findInMember(member, value);
    if (span != null && isSecret(value, span)) {
      replace(text, rule, Scope.WHOLE, List.of(span));
    }
  }

  /** The views of a text as it is now. */
  private final class Views {
    private final EditedText text;
    private @Nullable Searched plain;
    private @Nullable Searched peeled;

    Views(EditedText text) {
      this.text = text;
    }

    boolean isEscaped() {
      return text.text().indexOf('\\') >= 0;
    }

    @SuppressWarnings("ReferenceEquality") // A text that was edited is another object.
    Searched plain() {
      Searched now = plain;
      if (now == null || now.view.text() != text.text()) {
        now = new Searched(View.of(text.text()));
        plain = now;
        peeled = null;
      }
      return now;
    }

    Searched peeled() {
      Searched base = plain();
      Searched now = peeled;
      if (now == null) {
        now = new Searched(View.peeled(base.view.text()));
        peeled = now;
      }
      return now;
    }
  }

  /** A view, and where its keywords are. */
  private final class Searched {
    private final View view;
    private final Keywords.Places places;

    Searched(View view) {
      this.view = view;
      this.places = rules.words().in(view.text());
    }

    /** The secrets, where they stand in the text. */
    List<Span> spans(Rule rule, int number) {
      List<Span> spans = matches(rule, number);
      spans.removeIf(span -> !isSecret(view.text(), span));
      spans.replaceAll(span -> view.source(span.from(), span.to()));
      return spans;
    }

    boolean reaches(Rule rule, int number, int place) {
      return matches(rule, number).stream()
          .anyMatch(span -> view.source(span.from(), span.to()).to() > place);
    }

    private List<Span> matches(Rule rule, int number) {
      List<Span> spans = new ArrayList<>();
      if (rule.keywords().isEmpty()) {
        search(rule.finder(), spans);
        return spans;
      }
      int from = 0;
      for (int i = 0; i < places.count(number); i++) {
        int place = places.place(number, i);
        Span span = place < from ? null : rule.finder().find(view, place);
        if (span != null && span.from() >= from) {
          from = span.to();
          spans.add(span);
        }
      }
      return spans;
    }

    private void search(Finder finder, List<Span> spans) {
      Span span = finder.find(view, 0);
      while (span != null) {
        spans.add(span);
        span = span.to() < view.text().length() ? finder.find(view, span.to()) : null;
      }
    }
  }
}
