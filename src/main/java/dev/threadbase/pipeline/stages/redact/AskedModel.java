package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayList;
import java.util.List;

/** A model that is asked in batches, a second time if need be, and whose answers are checked. */
final class AskedModel {

  private final RedactionModel model;
  private final int mostTexts;
  private final int mostCharacters;
  private long calls;
  private long retries;

  AskedModel(RedactionModel model, int mostTexts, int mostCharacters) {
    this.model = model;
    this.mostTexts = mostTexts;
    this.mostCharacters = mostCharacters;
  }

  long calls() {
    return calls;
  }

  long retries() {
    return retries;
  }

  /** Whether texts fill a batch. */
  boolean isFull(int texts, long characters) {
    return texts >= mostTexts || characters >= mostCharacters;
  }

  /**
   * As many texts as were given.
   *
   * @throws RedactionFailed if the model failed twice for some of them
   */
  List<String> redact(List<String> texts) throws RedactionFailed, InterruptedException {
    List<String> redacted = new ArrayList<>(texts.size());
    int from = 0;
    while (from < texts.size()) {
      int to = from;
      long characters = 0;
      while (to < texts.size()
          && (to == from || !isFull(to - from, characters + texts.get(to).length()))) {
        characters += texts.get(to++).length();
      }
      redacted.addAll(batch(List.copyOf(texts.subList(from, to))));
      from = to;
    }
    return redacted;
  }

  private List<String> batch(List<String> texts) throws RedactionFailed, InterruptedException {
    try {
      return ask(texts);
    } catch (RedactionFailed once) {
      retries++;
      return ask(texts);
    }
  }

  private List<String> ask(List<String> texts) throws RedactionFailed, InterruptedException {
    calls++;
    List<String> redacted;
    try {
      redacted = new ArrayList<>(model.redact(texts));
    } catch (InterruptedException stop) {
      throw stop;
    } catch (Exception failure) {
      // Its message may repeat what the model was given.
      throw new RedactionFailed("the model failed: " + failure.getClass().getName());
    }
    if (redacted.size() != texts.size()) {
      throw new RedactionFailed("the model gave " + redacted.size() + " texts for " + texts.size());
    }
    for (String text : redacted) {
      if (text == null || text.isBlank()) {
        throw new RedactionFailed("the model gave nothing for a text");
      }
    }
    return redacted;
  }
}
