package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.format.Losses;
import dev.threadbase.transfer.format.TranscriptEncoder;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the entries of a thread as lines of a format, and reads each line back at once: what the
 * format's own reader does not find again is told as lost. So no format has to account for itself.
 */
final class EntryLines {

  private final TranscriptFormat format;
  private final ThreadMeta thread;
  private final Map<String, String> formatOfSource;
  private final LossTally losses;
  private final TranscriptEncoder encoder;
  private final ReadBack readBack;

  /**
   * Begins a thread.
   *
   * @param formatOfSource the formats of the archived originals that entries may be from, by id
   */
  EntryLines(
      TranscriptFormat format,
      ThreadMeta thread,
      Map<String, String> formatOfSource,
      LossTally losses) {
    this.format = format;
    this.thread = thread;
    this.formatOfSource = formatOfSource;
    this.losses = losses;
    this.encoder = format.encoder(thread, telling(losses));
    this.readBack = new ReadBack(format, losses);
  }

  /**
   * The lines of an entry.
   *
   * @param lines without their ends; none if the entry has none
   * @param isNode whether a reader could take one of them for the leaf
   */
  record Written(List<String> lines, boolean isNode) {
    static final Written NOTHING = new Written(List.of(), false);
  }

  /** The lines that a new file begins with. */
  List<String> begin() {
    List<String> lines = encoder.begin();
    readBack.about(lines);
    losses.written(0, lines.size());
    return lines;
  }

  /** Goes on behind an original, which the reader knows as much of as its own header says. */
  void goOn() {
    readBack.about(format.encoder(thread, telling(new LossTally())).begin());
  }

  /** What goes behind an original, and what was added, of a thread that was changed since. */
  List<String> revise() {
    return encoder.revise();
  }

  /** The next entry, parents before children. */
  Written entry(Entry entry) {
    boolean same =
        entry.source() != null
            && format.name().equals(formatOfSource.get(entry.source().sourceId()));
    Content content = content(entry);
    boolean beyond = !PayloadHash.of(content.toPayload()).equals(entry.payloadHash());
    Entry sayable = same ? with(entry, content) : with(entry, withoutOpaque(content));
    List<String> lines = encoder.lines(sayable, same);
    if (lines.isEmpty() && losses.isTold(entry)) {
      return Written.NOTHING;
    }
    if (beyond) {
      losses.field(entry, "payload");
    }
    boolean isNode = readBack.entry(entry, content, lines);
    losses.written(losses.isTold(entry) ? 0 : 1, lines.size());
    return new Written(lines, isNode);
  }

  /** The lines that the file ends with. */
  List<String> end() {
    List<String> lines = encoder.end();
    readBack.about(lines);
    readBack.end();
    losses.written(0, lines.size());
    return lines;
  }

  /** Tells what the file does not say of the thread. */
  void compareThread() {
    readBack.thread(thread);
  }

  private static Content content(Entry entry) {
    try {
      return entry.content();
    } catch (InvalidData raw) {
      return Content.EMPTY;
    }
  }

  /** What another format had no word for means nothing in this one. */
  private static Content withoutOpaque(Content content) {
    Message message = content.message();
    if (message == null || message.parts().stream().noneMatch(Part.Opaque.class::isInstance)) {
      return content;
    }
    List<Part> parts =
        message.parts().stream().filter(part -> !(part instanceof Part.Opaque)).toList();
    return content.withMessage(new Message(message.role(), parts, message.attributes()));
  }

  private static Entry with(Entry entry, Content content) {
    String payload = content.toPayload();
    return payload.equals(entry.payload()) ? entry : with(entry, payload);
  }

  /** An entry with another payload. */
  static Entry with(Entry entry, String payload) {
    return new Entry(
        entry.sessionId(),
        entry.segmentId(),
        entry.seq(),
        entry.id(),
        entry.threadId(),
        entry.ordinal(),
        entry.parentId(),
        entry.type(),
        entry.turnId(),
        entry.role(),
        entry.model(),
        entry.toolName(),
        entry.createdAt(),
        payload,
        PayloadHash.of(payload),
        entry.source());
  }

  /** An encoder says which entries have no line; all else is seen when the lines are read back. */
  private static Losses telling(LossTally tally) {
    return new Losses() {
      @Override
      public void entry(Entry entry) {
        tally.entry(entry);
      }

      @Override
      public void field(Entry entry, String field) {
        Objects.requireNonNull(field, "field");
      }

      @Override
      public void thread(String field) {
        Objects.requireNonNull(field, "field");
      }
    };
  }
}
