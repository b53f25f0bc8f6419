package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of which stretches are replaced, and which remembers where they stood. A stretch that
 * touches an earlier replacement takes its place, whole.
 */
final class EditedText {

  /** What stands in place of a stretch of the original. */
  record Edit(int from, int to, String replacement) {}

  private final String original;
  private List<Edit> edits = new ArrayList<>();
  private String text;

  EditedText(String original) {
    this.original = original;
    this.text = original;
  }

  String original() {
    return original;
  }

  /** What it is now. */
  String text() {
    return text;
  }

  /** What was replaced, in order. */
  List<Edit> edits() {
    return edits;
  }

  /** Where stretches of the text as it is now, in order, stood in the original. */
  List<Span> original(List<Span> spans) {
    List<Span> found = new ArrayList<>();
    Walk walk = new Walk();
    for (Span span : spans) {
      walk.to(span.from());
      int from = walk.inside(span.from()) ? walk.edit().from() : span.from() - walk.shift;
      Walk end = walk.copy();
      end.to(span.to() - 1);
      int to = end.inside(span.to() - 1) ? end.edit().to() : span.to() - end.shift;
      int last = found.size() - 1;
      if (last >= 0 && found.get(last).to() > from) {
        // Both are within the replacement of one stretch.
        found.set(last, new Span(found.get(last).from(), to));
      } else {
        found.add(new Span(from, to));
      }
    }
    return found;
  }

  /** Replaces stretches of the original, which are in order and do not touch each other. */
  void replace(List<Span> spans, String replacement) {
    replace(spans.stream().map(span -> new Edit(span.from(), span.to(), replacement)).toList());
  }

  /** Replaces stretches of the original, which are in order and do not touch each other. */
  void replace(List<Edit> added) {
    List<Edit> merged = new ArrayList<>();
    int old = 0;
    for (Edit edit : added) {
      while (old < edits.size() && edits.get(old).to() <= edit.from()) {
        merged.add(edits.get(old++));
      }
      int from = edit.from();
      int to = edit.to();
      while (old < edits.size() && edits.get(old).from() < to) {
        from = Math.min(from, edits.get(old).from());
        to = Math.max(to, edits.get(old++).to());
      }
      merged.add(new Edit(from, to, edit.replacement()));
    }
    merged.addAll(edits.subList(old, edits.size()));
    edits = merged;
    text = applied(original, 0, original.length(), edits);
  }

  /** A stretch of a text with edits, all of them within it. */
  static String applied(String text, int from, int to, List<Edit> edits) {
    StringBuilder edited = new StringBuilder(to - from);
    int at = from;
    for (Edit edit : edits) {
      edited.append(text, at, edit.from()).append(edit.replacement());
      at = edit.to();
    }
    return edited.append(text, at, to).toString();
  }

  @Override
  public String toString() {
    return "EditedText[" + edits.size() + " edits]";
  }

  /** A walk over the text as it is now, from edit to edit. */
  private final class Walk {
    private int next;
    private int shift;

    Walk copy() {
      Walk walk = new Walk();
      walk.next = next;
      walk.shift = shift;
      return walk;
    }

    void to(int place) {
      while (next < edits.size() && end() <= place) {
        shift += edit().replacement().length() - (edit().to() - edit().from());
        next++;
      }
    }

    boolean inside(int place) {
      return next < edits.size() && edit().from() + shift <= place;
    }

    Edit edit() {
      return edits.get(next);
    }

    private int end() {
      return edit().from() + shift + edit().replacement().length();
    }
  }
}
