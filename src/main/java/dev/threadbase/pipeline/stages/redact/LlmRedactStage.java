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
 * Has a language model take out of JSON lines what patterns cannot know, such as the names of
 * people.
 *
 * <p>The model is given the strings of a line: values only, and not those that are no text of
 * anyone, such as types, times and identifiers. A line that is no JSON is given whole. A line
 * without texts needs no model. What the model does not change stays byte for byte.
 *
 * <p>It fails closed. If the model fails, gives too few or too many texts, or nothing for a text,
 * it is asked once more; then the stage fails, and neither that batch nor anything behind it is
 * written. No text and no answer is in an exception.
 */
public final class LlmRedactStage implements Stage {

  /** What the stage is called. */
  public static final String NAME = "llm-redact";

  /** In bytes, with its end: a longer line fails the stage. */
  public static final int LONGEST_LINE = 2 << 20;

  private static final int MOST_TEXTS = 20;
  private static final int MOST_CHARACTERS = 1 << 15;

  private final RedactionModel model;
  private final int mostTexts;
  private final int mostCharacters;

  /** Takes the model. */
  public LlmRedactStage(RedactionModel model) {
    this(model, MOST_TEXTS, MOST_CHARACTERS);
  }

  /**
   * Takes the model, and how much it is given at once.
   *
   * @param mostTexts how many texts
   * @param mostCharacters of how many characters; a longer text goes alone
   * @throws IllegalArgumentException if a limit is not positive
   */
  public LlmRedactStage(RedactionModel model, int mostTexts, int mostCharacters) {
    if (mostTexts < 1 || mostCharacters < 1) {
      throw new IllegalArgumentException("the limits of a batch are positive");
    }
    this.model = Objects.requireNonNull(model, "model");
    this.mostTexts = mostTexts;
    this.mostCharacters = mostCharacters;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Redacts a stream.
   *
   * @return an {@link LlmRedactStats}
   * @throws StageException if a stream fails; with a {@link RedactionFailed} as its cause if the
   *     model does; with an {@link InterruptedException} if it was interrupted
   */
  @Override
  public StageStats apply(InputStream input, OutputStream output) throws StageException {
    AskedModel asked = new AskedModel(model, mostTexts, mostCharacters);
    BufferedOutputStream buffered = new BufferedOutputStream(output);
    ModelLines lines = new ModelLines(asked, buffered);
    try {
      LineReader reader = new LineReader(input, LONGEST_LINE);
      while (reader.next()) {
        if (!reader.beginsLine() || (!reader.endsLine() && reader.length() == LONGEST_LINE)) {
          throw new RedactionFailed("a line is too long for the model");
        }
        lines.add(reader.bytes(), reader.start(), reader.length());
      }
      lines.flush();
      buffered.flush();
      return lines.stats();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StageException(lines.stats(), stop);
    } catch (IOException | RedactionFailed | RuntimeException failure) {
      throw new StageException(lines.stats(), failure);
    }
  }

  @Override
  public String toString() {
    return "LlmRedactStage";
  }
}
