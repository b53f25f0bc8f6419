package dev.threadbase.transfer.format;

import dev.threadbase.message.RawText;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a raw session recording. An entry's id is its {@code eid}, else made of its number among
 * the entries; a recording that was written to twice has a header and numbers from 0 for each time,
 * and its entries stand in one line all the same.
 */
final class RawJsonlReader implements TranscriptReader {

  private final Path file;
  private final Notes notes;
  private final RawJsonlHeader header = new RawJsonlHeader();

  // Of every line, whether its number is another than the one that would be written: 32 a place.
  private final IntColumn odd;

  private int runs;
  private long entriesOfRun;
  private @Nullable String previous;
  private @Nullable String firstText;
  private @Nullable Instant firstTime;

  /**
   * Begins.
   *
   * @param scratch where to keep what grows with the file
   */
  RawJsonlReader(Path file, Notes notes, Scratch scratch) {
    this.file = file;
    this.notes = notes;
    this.odd = new IntColumn(scratch);
  }

  @Override
  public LineShape shape(JsonNode line, long number) {
    if (RawJsonlHeader.is(line)) {
      header.header(line);
      runs++;
      entriesOfRun = 0;
      return LineShape.header();
    }
    String type = JsonFields.textOrEmpty(line, "type");
    if (type.equals("footer")) {
      footer(line, number);
      return LineShape.header();
    }
    note(type, line);
    String id = id(line, number);
    LineShape shape = LineShape.node(id, previous, false);
    previous = id;
    entriesOfRun++;
    return shape;
  }

  private void footer(JsonNode line, long number) {
    header.footer(line);
    if (line.has("entry_count") && JsonFields.count(line, "entry_count") != entriesOfRun) {
      notes.warn(number, "entry_count", "the footer counts other entries than there are");
    }
  }

  private void note(String type, JsonNode line) {
    if (firstTime == null) {
      firstTime = RawJsonlMessages.time(line);
    }
    if (firstText == null && type.equals("user")) {
      firstText = Titles.of(JsonFields.textOrEmpty(line, "content"));
    }
  }

  private String id(JsonNode line, long number) {
    JsonNode seq = line.get("seq");
    boolean counted = seq != null && seq.isIntegralNumber() && seq.canConvertToLong();
    if (!counted || seq.longValue() != entriesOfRun) {
      int place = place(number);
      odd.set(place, odd.get(place) | bit(number));
    }
    String eid = eid(line);
    if (eid != null) {
      return eid;
    }
    if (!counted) {
      return "line-" + number;
    }
    return (runs < 2 ? "seq-" : "run-" + runs + "-seq-") + seq.longValue();
  }

  private boolean isOdd(long number) {
    return (odd.get(place(number)) & bit(number)) != 0;
  }

  private static int place(long number) {
    return Math.toIntExact(number / Integer.SIZE);
  }

  private static int bit(long number) {
    return 1 << (number % Integer.SIZE);
  }

  private static @Nullable String eid(JsonNode line) {
    String eid = JsonFields.textOrEmpty(line, "eid");
    boolean storable =
        !eid.isEmpty()
            && eid.codePoints()
                .noneMatch(
                    c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    return storable ? eid : null;
  }

  @Override
  public ThreadMeta thread() {
    Instant created = header.createdAt();
    return ThreadMeta.builder(SessionNames.of(file))
        .sessionId(SessionNames.of(file))
        .title(Titles.ready(firstText, "first_message"))
        .model(header.model())
        .createdAt(created != null ? created : firstTime)
        .metadata(header.metadata())
        .build();
  }

  /** What a footer or a second header says that was not there when the thread was imported. */
  @Override
  public ThreadUpdate update(ThreadMeta known) {
    Map<String, String> metadata = new HashMap<>(known.metadata());
    metadata.putAll(header.metadata());
    return metadata.equals(known.metadata())
        ? ThreadUpdate.NOTHING
        : ThreadUpdate.NOTHING.metadata(metadata);
  }

  @Override
  public NewEntry entry(JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    return read(line, number, entryIds).entry();
  }

  private static Translated read(
      JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    String stored = entryIds.apply(number);
    String given = Objects.requireNonNullElse(eid(line), "line-" + number);
    String id = stored == null ? given : stored;
    return RawJsonlMessages.read(line, id).at(RawJsonlMessages.time(line));
  }

  @Override
  public NewEntry entry(
      byte[] text, JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    Translated read = read(line, number, entryIds);
    String whole = RawText.ofLine(text);
    String written = isOdd(number) ? null : written(read, line);
    return read.saying(KeptLine.beside(read.content(), RawJsonlFormat.NAME, whole, written))
        .entry();
  }

  private static @Nullable String written(Translated read, JsonNode line) {
    Instant time = read.time();
    if (read.content().message() == null || time == null) {
      return null;
    }
    RawJsonlLine same = RawJsonlEncoder.ownLine(read.content(), time);
    return same.json(JsonFields.count(line, "seq"), eid(line));
  }
}
