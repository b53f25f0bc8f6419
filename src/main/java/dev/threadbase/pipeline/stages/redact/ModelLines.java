package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.stages.redact.EditedText.Edit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lines that wait until a model was given enough texts of them, and are then written in order. */
final class ModelLines {

  private static final Set<String> NO_TEXT =
      Set.of(
          "type", "role", "id", "uuid", "timestamp", "ts", "model", "version", "tool_name", "seq");
  private static final List<String> ENDS_OF_NO_TEXT =
      List.of("_id", "Id", "uuid", "Uuid", "_at", "timestamp");
  private static final int MOST_LINES = 1_000;

  private final AskedModel model;
  private final OutputStream output;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private long characters;
  private long bytes;
  private long lines;
  private long redactedLines;
  private long given;
  private long redactedTexts;

  /** A line, where its texts are, and how many there are. */
  private record Waiting(String line, String end, List<Span> places, boolean isJson) {}

  ModelLines(AskedModel model, OutputStream output) {
    this.model = model;
    this.output = output;
  }

  /** Adds a line, with its end if it has one. */
  void add(byte[] source, int from, int length)
      throws IOException, RedactionFailed, InterruptedException {
    String whole = LosslessText.decode(source, from, length);
    String line = whole.stripTrailing();
    JsonStrings strings = JsonStrings.read(line, "");
    List<Span> places = new ArrayList<>();
    if (strings == null) {
      add(places, new Span(0, line.length()), line);
    } else {
      for (int i = 0; i < strings.size(); i++) {
        JsonStrings.Text text = strings.text(i);
        if (isText(text)) {
          View said = View.decoded(line, text.from() + 1, text.to() - 1);
          add(places, new Span(text.from() + 1, text.to() - 1), said.text());
        }
      }
    }
    waiting.add(new Waiting(line, whole.substring(line.length()), places, strings != null));
    bytes += length;
    if (model.isFull(texts.size(), characters)
        || waiting.size() >= MOST_LINES
        || bytes >= LlmRedactStage.LONGEST_LINE) {
      flush();
    }
  }

  private void add(List<Span> places, Span place, String text) {
    if (!text.isBlank()) {
      places.add(place);
      texts.add(text);
      characters += text.length();
    }
  }

  private static boolean isText(JsonStrings.Text text) {
    String member = text.member();
    return !text.isName()
        && !NO_TEXT.contains(member.toLowerCase(Locale.ROOT))
        && ENDS_OF_NO_TEXT.stream().noneMatch(member::endsWith);
  }

  /** Has the model redact what waits, and writes it. */
  void flush() throws IOException, RedactionFailed, InterruptedException {
    List<String> redacted = model.redact(texts);
    given += texts.size();
    int next = 0;
    for (Waiting line : waiting) {
      List<Edit> edits = new ArrayList<>();
      for (Span place : line.places()) {
        String text = redacted.get(next);
        if (!text.equals(texts.get(next++))) {
          String written = line.isJson() ? quoted(line.line(), place, text) : oneLine(text);
          edits.add(new Edit(place.from(), place.to(), written));
        }
      }
      write(line, edits);
    }
    waiting.clear();
    texts.clear();
    characters = 0;
    bytes = 0;
  }

  private void write(Waiting line, List<Edit> edits) throws IOException {
    String edited = EditedText.applied(line.line(), 0, line.line().length(), edits);
    output.write(LosslessText.encode(edited + line.end()));
    lines++;
    redactedTexts += edits.size();
    redactedLines += edits.isEmpty() ? 0 : 1;
  }

  private static String quoted(String line, Span place, String text) {
    View said = View.decoded(line, place.from(), place.to());
    return new Halves(line, said).kept(JsonRedaction.escaped(text));
  }

  // One line stays one line.
  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }

  LlmRedactStats stats() {
    return new LlmRedactStats(
        lines, redactedLines, given, redactedTexts, model.calls(), model.retries());
  }
}
