package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageException;
import dev.threadbase.pipeline.stages.compress.StripStats.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Objects;

/**
 * Cleans what an assistant said of characters that carry no meaning: one form for each character,
 * nothing invisible, one blank between words, and fewer words in blocks of thinking. The behaviour
 * is that of the ox token stripper, but code stays as it is, fenced, indented or between backticks,
 * and so do the joiners that emoji and scripts need.
 *
 * <p>Only the text of {@code assistant} entries changes, as a string or in text parts. Entries are
 * neither lost nor moved; every other line, and all else in a line, keeps its bytes. Memory is
 * several times the longest line, of which at most 16 MiB are looked at; a longer one passes as it
 * is. Failures are those of {@link CompressStage}.
 */
public final class StripStage implements Stage {

  /** What the stage is called. */
  public static final String NAME = "strip";

  private final StripOptions options;

  /** A stage with these options. */
  public StripStage(StripOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StripStats apply(InputStream input, OutputStream output) throws StageException {
    EnumMap<Count, Long> counts = new EnumMap<>(Count.class);
    EntryStream stream = new EntryStream(input, output, new StripWork(options, counts));
    try {
      stream.run();
    } catch (IOException | RuntimeException failure) {
      throw new StageException(new StripStats(stream.flow(), counts), failure);
    }
    return new StripStats(stream.flow(), counts);
  }
}
