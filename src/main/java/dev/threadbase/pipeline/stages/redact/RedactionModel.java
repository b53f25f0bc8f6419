package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A language model that takes out of texts what nobody else should read. */
@FunctionalInterface
public interface RedactionModel {

  /** The line between two texts that go to a model together. */
  String SEPARATOR = "---ENTRY_SEPARATOR---";

  /**
   * Redacts texts, none of them blank.
   *
   * @return as many texts, in the same order
   * @throws Exception if the model cannot be reached, or fails
   */
  List<String> redact(List<String> texts) throws Exception;

  /** A model that is asked in one text, and answers in one. */
  @FunctionalInterface
  interface OneText {

    /**
     * Redacts a text, in which lines of {@value RedactionModel#SEPARATOR} are to be kept.
     *
     * @throws Exception if the model cannot be reached, or fails
     */
    String redact(String text) throws Exception;
  }

  /**
   * A model that is given several texts as one, with {@value #SEPARATOR} between them. The white
   * space around each text stays as it was. A text that holds the separator itself goes alone.
   */
  static RedactionModel joining(OneText model) {
    Pattern separator = Pattern.compile("\\R?" + SEPARATOR + "\\R?");
    return texts -> {
      List<String> redacted = new ArrayList<>();
      List<String> together = new ArrayList<>();
      for (String text : texts) {
        if (text.contains(SEPARATOR)) {
          redacted.add(spaced(text, model.redact(text.strip())));
        } else {
          together.add(text.strip());
          redacted.add(text);
        }
      }
      if (together.isEmpty()) {
        return redacted;
      }
      String answer = model.redact(String.join("\n" + SEPARATOR + "\n", together));
      String[] parts = separator.split(answer, -1);
      if (parts.length != together.size()) {
        return List.of(parts);
      }
      int next = 0;
      for (int i = 0; i < redacted.size(); i++) {
        if (!texts.get(i).contains(SEPARATOR)) {
          redacted.set(i, spaced(texts.get(i), parts[next++]));
        }
      }
      return redacted;
    };
  }

  private static String spaced(String text, String redacted) {
    int begin = text.length() - text.stripLeading().length();
    int end = text.stripTrailing().length();
    return redacted.isBlank()
        ? ""
        : text.substring(0, begin) + redacted.strip() + text.substring(end);
  }
}
