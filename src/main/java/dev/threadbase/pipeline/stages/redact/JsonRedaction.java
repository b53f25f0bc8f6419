package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.stages.redact.EditedText.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Redacts the strings of a JSON text, and leaves every other character of it as it is. */
final class JsonRedaction {

  private static final int DEEPEST = 16;

  private final RuleWalk rules;
  // There are few, and each stands in many places.
  private final Map<String, String> replacements = new HashMap<>();

  /** What is to be replaced in a string, of a secret that others have the rest of. */
  private record Piece(int text, Edit edit) {}

  JsonRedaction(RuleWalk rules) {
    this.rules = rules;
  }

  /** What is to be replaced in a text, and by what; null if it is no JSON. */
  @Nullable List<Edit> edits(String json) {
    return edits(json, "", 1);
  }

  private @Nullable List<Edit> edits(String json, String member, int depth) {
    JsonStrings strings = JsonStrings.read(json, member);
    if (strings == null) {
      return null;
    }
    List<Piece> pieces = new ArrayList<>();
    for (Numbers neighbours : strings.neighbours()) {
      inPieces(json, strings, neighbours, pieces);
    }
    pieces.sort(Comparator.comparingInt(Piece::text));
    int next = 0;
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < strings.size(); i++) {
      JsonStrings.Text text = strings.text(i);
      View decoded = View.decoded(json, text.from() + 1, text.to() - 1);
      List<Edit> own = new ArrayList<>(0);
      while (next < pieces.size() && pieces.get(next).text() == i) {
        own.add(pieces.get(next++).edit());
      }
      for (Edit edit : inText(decoded.text(), own, text.member(), depth)) {
        Span place = decoded.source(edit.from(), edit.to());
        String written = replacements.computeIfAbsent(edit.replacement(), JsonRedaction::escaped);
        edits.add(new Edit(place.from(), place.to(), written));
      }
    }
    return edits;
  }

  private List<Edit> inText(String text, List<Edit> pieces, String member, int depth) {
    if (pieces.isEmpty() && depth < DEEPEST && looksLikeJson(text) && rules.isSuspicious(text)) {
      List<Edit> nested = edits(text, member, depth + 1);
      if (nested != null) {
        return nested;
      }
    }
    EditedText edited = new EditedText(text);
    if (!pieces.isEmpty()) {
      edited.replace(pieces);
    }
    rules.apply(edited, Scope.WHOLE, member);
    return edited.edits();
  }

  private static boolean looksLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        return c == '{' || c == '[' || c == '"';
      }
    }
    return false;
  }

  /** Finds what begins in one string and ends in another. */
  private void inPieces(String json, JsonStrings strings, Numbers numbers, List<Piece> pieces) {
    StringBuilder joined = new StringBuilder();
    int[] ends = new int[numbers.size()];
    for (int i = 0; i < ends.length; i++) {
      JsonStrings.Text text = strings.text(numbers.get(i));
      joined.append(View.decoded(json, text.from() + 1, text.to() - 1).text());
      ends[i] = joined.length();
    }
    EditedText text = new EditedText(joined.toString());
    rules.apply(text, new Seams(rules, ends), "");
    int first = 0;
    for (Edit edit : text.edits()) {
      String replacement = edit.replacement();
      while (ends[first] <= edit.from()) {
        first++;
      }
      int begin = first == 0 ? 0 : ends[first - 1];
      for (int i = first; begin < edit.to(); i++) {
        int from = Math.max(edit.from(), begin);
        int to = Math.min(edit.to(), ends[i]);
        if (from < to) {
          Edit piece = new Edit(from - begin, to - begin, replacement);
          pieces.add(new Piece(numbers.get(i), piece));
          replacement = "";
        }
        begin = ends[i];
      }
    }
  }

  static String escaped(String replacement) {
    return String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(replacement));
  }
}
