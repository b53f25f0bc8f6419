package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.stages.compress.EntryScan.Field;
import dev.threadbase.pipeline.stages.compress.StripStats.Count;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;

/** Cleans the text of assistant entries. */
final class StripWork implements EntryWork {

  private final EntryScan scan = new EntryScan();
  private final StripOptions options;
  private final EnumMap<Count, Long> counts;

  StripWork(StripOptions options, EnumMap<Count, Long> counts) {
    this.options = options;
    this.counts = counts;
  }

  @Override
  public void line(byte[] bytes, int start, int length, long number, EntryOutput output)
      throws IOException {
    boolean said =
        scan.read(bytes, start, length)
            && scan.type().equals("assistant")
            && scan.start(Field.CONTENT) >= 0;
    if (!said) {
      output.line(bytes, start, length);
      return;
    }
    List<TextSpan> texts = TextParts.of(bytes, scan.start(Field.CONTENT), scan.end(Field.CONTENT));
    ProseCleaner cleaner = new ProseCleaner();
    texts.forEach(span -> span.edit(text -> strip(text, cleaner)));
    if (texts.stream().anyMatch(TextSpan::isChanged)) {
      cleaner.changes().forEach(change -> counts.merge(change, 1L, Long::sum));
    }
    TextSpan.write(bytes, start, start + length, texts, output::part);
    output.endLine();
  }

  private String strip(String text, ProseCleaner cleaner) {
    String clean = cleaner.clean(text);
    String thought = new ThinkingBlocks(options, counts).edit(clean);
    return thought.equals(clean) ? clean : new ProseCleaner().clean(thought);
  }

  @Override
  public void release(EntryOutput output) {
    // Nothing is held back.
  }
}
