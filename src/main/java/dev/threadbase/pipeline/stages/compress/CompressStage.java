package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageException;
import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;

/**
 * Compresses a transcript of JSON lines with an entry in each, in one pass, without a model, and
 * always in the same way. {@link CompressOptions.Mode} says what is kept; the behaviour is that of
 * the ox transcript compressor without its defects.
 *
 * <p>Lines keep their order, and those that do not change keep their bytes: what is no JSON object
 * with a type, what users said, entries of unknown types where only the conversation is kept, blank
 * lines, and lines of more than 16 MiB. Every line that goes out ends with a newline. Memory does
 * not depend on the length of the stream. It is little more than the longest line, at most 16 MiB,
 * where only the conversation is kept, and several times that otherwise; beside it stands what
 * {@link CompressOptions#toolResultCacheSize} remembers.
 *
 * <p>It fails with a {@link StageException}, which tells what was counted until then and has as its
 * cause what reading or writing threw; the messages are {@code entry <n>: ...} where an entry at a
 * line, counted from 1, could not be worked on, and {@code flush output: ...} where the last bytes
 * could not be written.
 */
public final class CompressStage implements Stage {

  /** What the stage is called. */
  public static final String NAME = "compress";

  private final CompressOptions options;

  /** A stage with these options. */
  public CompressStage(CompressOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /** The stage behind a gate, which passes on the input unchanged on any doubt. */
  public static Stage gated(CompressOptions options) {
    return new ConservationGate(List.of(new CompressStage(options)));
  }

  /** The stage and the one that strips, both behind one gate. */
  public static Stage gated(CompressOptions options, StripOptions strip) {
    return new ConservationGate(List.of(new CompressStage(options), new StripStage(strip)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompressStats apply(InputStream input, OutputStream output) throws StageException {
    EnumMap<Count, Long> counts = new EnumMap<>(Count.class);
    EntryWork work =
        switch (options.mode()) {
          case CONVERSATION_ONLY -> new ConversationWork(counts);
          case LOSSLESS -> new LosslessWork(options, counts);
        };
    EntryStream stream = new EntryStream(input, output, work);
    try {
      stream.run();
    } catch (IOException | RuntimeException failure) {
      throw new StageException(new CompressStats(stream.flow(), counts), failure);
    }
    return new CompressStats(stream.flow(), counts);
  }
}
