package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import dev.threadbase.pipeline.stages.compress.EntryScan.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Keeps every entry and takes out of what they say what a reader does not miss. What users said,
 * headers, footers, and what is no entry stay as they are.
 *
 * <p>{@code content} and {@code tool_output} are worked on whether they are texts or have a
 * structure: then every string in them is. An entry that changes keeps the bytes of everything else
 * in it.
 */
final class LosslessWork implements EntryWork {

  private final EntryScan scan = new EntryScan();
  private final CompressOptions options;
  private final EnumMap<Count, Long> counts;
  private final Reminders reminders;
  private final SeenHashes results;

  LosslessWork(CompressOptions options, EnumMap<Count, Long> counts) {
    this.options = options;
    this.counts = counts;
    this.reminders = new Reminders(options.toolResultCacheSize());
    this.results = new SeenHashes(options.toolResultCacheSize());
  }

  @Override
  public void line(byte[] bytes, int start, int length, long number, EntryOutput output)
      throws IOException {
    String type = scan.read(bytes, start, length) ? scan.type() : "";
    switch (type) {
      case "", "user", "header", "footer" -> output.line(bytes, start, length);
      default -> entry(bytes, start, start + length, number, output);
    }
  }

  private void entry(byte[] bytes, int start, int end, long number, EntryOutput output)
      throws IOException {
    List<TextSpan> content = spans(bytes, Field.CONTENT);
    List<TextSpan> result = spans(bytes, Field.TOOL_OUTPUT);
    clean(content);
    clean(result);
    long before = reminders.repeated();
    reminders.begin();
    content.forEach(span -> span.edit(reminders::dedupeKnown));
    Field body = hasResult(bytes) ? Field.TOOL_OUTPUT : Field.CONTENT;
    List<TextSpan> texts = body == Field.CONTENT ? content : result;
    if ("Read".equals(scan.word(Field.TOOL_NAME))) {
      each(texts, Count.LARGE_READS_ELIDED, this::cut);
    }
    // What was cut out says nothing, so first mentions are looked for in what is left.
    content.forEach(span -> span.edit(text -> reminders.dedupe(text, number)));
    count(Count.REMINDERS_DEDUPED, reminders.repeated() - before);
    if (scan.type().equals("tool") && refer(bytes, body, texts, number, output)) {
      return;
    }
    reminders.keep();
    List<TextSpan> all = new ArrayList<>(content);
    all.addAll(result);
    TextSpan.write(bytes, start, end, all, output::part);
    output.endLine();
  }

  private List<TextSpan> spans(byte[] bytes, Field field) {
    return scan.start(field) < 0
        ? List.of()
        : TextSpan.all(bytes, scan.start(field), scan.end(field));
  }

  private void clean(List<TextSpan> field) {
    each(field, Count.ANSI_STRIPPED, TerminalText::withoutControlSequences);
    each(field, Count.PROGRESS_COLLAPSED, TerminalText::lastFrames);
    each(field, Count.IMAGES_ELIDED, InlineImages::elide);
  }

  private String cut(String text) {
    return LargeRead.elide(text, options.largeReadMaxLines(), options.largeReadKeepLines());
  }

  private boolean hasResult(byte[] bytes) {
    int start = scan.start(Field.TOOL_OUTPUT);
    return start >= 0 && !(bytes[start] == '"' && bytes[start + 1] == '"');
  }

  /** Writes a reference in place of the entry if an earlier one has the same body. */
  private boolean refer(
      byte[] bytes, Field field, List<TextSpan> texts, long number, EntryOutput output)
      throws IOException {
    ToolBody body = ToolBody.of(bytes, scan, field, texts);
    if (body.length() < Math.max(1, options.toolResultMinBytes())) {
      return false;
    }
    String hash = body.hash();
    Long first = results.firstSeen(hash, number);
    if (first == null) {
      return false;
    }
    count(Count.TOOL_RESULTS_REFD, 1);
    output.line(body.reference(bytes, scan, hash, first));
    return true;
  }

  /** Changes every text of a field, which counts once. */
  private void each(List<TextSpan> field, Count count, UnaryOperator<String> change) {
    long changed = field.stream().filter(span -> span.edit(change)).count();
    count(count, Math.min(1, changed));
  }

  @Override
  public void release(EntryOutput output) {
    // Nothing is held back.
  }

  private void count(Count count, long times) {
    counts.merge(count, times, Long::sum);
  }
}
