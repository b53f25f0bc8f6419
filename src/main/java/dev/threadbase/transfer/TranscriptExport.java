package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.EntryLines.Written;
import dev.threadbase.transfer.Journal.Placed;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a thread as one file of a foreign format: the original that it was imported from and what
 * was added since, or, without an original that says what the thread says, all of it converted.
 *
 * <p>Memory grows with the number of entries, by their ids, and not with what they say.
 */
final class TranscriptExport {

  private final Snapshot snapshot;
  private final ThreadMeta thread;
  private final TranscriptFormat format;
  private final OutputStream output;
  private final LossTally losses;
  private final EntryLines lines;
  private boolean atLineStart = true;
  private long archived;

  private TranscriptExport(
      Snapshot snapshot,
      ThreadMeta thread,
      TranscriptFormat format,
      OutputStream output,
      LossTally losses) {
    this.snapshot = snapshot;
    this.thread = thread;
    this.format = format;
    this.output = output;
    this.losses = losses;
    this.lines = new EntryLines(format, thread, formatOfSource(snapshot, thread), losses);
  }

  /** Writes a thread. */
  static void write(
      Snapshot snapshot,
      ThreadMeta thread,
      TranscriptFormat format,
      OutputStream output,
      LossTally losses) {
    losses.thread(Objects.requireNonNull(thread.sessionId()), thread.id());
    TranscriptExport export = new TranscriptExport(snapshot, thread, format, output, losses);
    Map<String, Long> path = snapshot.path(thread.id());
    Source original = export.original(path);
    if (original != null) {
      export.goOn(original, path);
    } else {
      export.convert(path);
    }
  }

  private static Map<String, String> formatOfSource(Snapshot snapshot, ThreadMeta thread) {
    Map<String, String> formats = new HashMap<>();
    snapshot.rows(
        NativeTable.SOURCES,
        Objects.requireNonNull(thread.sessionId()),
        row -> formats.put(row.text("source_id"), row.text("format")));
    return formats;
  }

  /** The newest original that says what the thread says; null if none does. */
  private @Nullable Source original(Map<String, Long> path) {
    List<Source> sources =
        snapshot.sources(thread.id()).stream()
            .filter(source -> source.format().equals(format.name()))
            .toList();
    for (int i = sources.size() - 1; i >= 0; i--) {
      if (isWhole(sources.get(i), path)) {
        return sources.get(i);
      }
    }
    return null;
  }

  private boolean isWhole(Source original, Map<String, Long> path) {
    boolean[] leaves = {false};
    boolean[] added = {false};
    long[] count = {0};
    Map<String, SourceLine> elsewhere = new HashMap<>();
    snapshot.placed(
        thread.id(),
        entry -> {
          SourceLine line = entry.source();
          leaves[0] |= leaves(entry, path);
          added[0] |= line == null;
          if (isOf(line, original)) {
            count[0]++;
          } else if (line != null) {
            elsewhere.put(entry.id(), line);
          }
        });
    // Where nothing was added, the original says by itself which way its path goes.
    boolean goesOn = format.hasBranches() || !leaves[0] || !added[0];
    archived = count[0] + elsewhere.size();
    return goesOn && holds(original, elsewhere);
  }

  /**
   * Whether an original has the same lines for what was imported from others. A file that was
   * rewritten between two imports is two originals, of which perhaps neither holds everything: a
   * line that was changed is stored as it was first.
   */
  private boolean holds(Source original, Map<String, SourceLine> elsewhere) {
    if (elsewhere.isEmpty()) {
      return true;
    }
    Map<String, String> here = OriginalRecords.byId(snapshot, original, format);
    return here.keySet().containsAll(elsewhere.keySet())
        && snapshot.sources(thread.id()).stream()
            .allMatch(other -> saysTheSame(other, elsewhere, here));
  }

  private boolean saysTheSame(
      Source other, Map<String, SourceLine> elsewhere, Map<String, String> here) {
    Map<String, Long> lines = new HashMap<>();
    elsewhere.forEach(
        (id, line) -> {
          if (isOf(line, other)) {
            lines.put(id, line.line());
          }
        });
    if (lines.isEmpty()) {
      return true;
    }
    Map<Long, String> there = OriginalRecords.byNumber(snapshot, other, Set.copyOf(lines.values()));
    return lines.entrySet().stream()
        .allMatch(each -> Objects.equals(there.get(each.getValue()), here.get(each.getKey())));
  }

  /** Whether the path goes another way than behind an entry, in a file that is one path. */
  private static boolean leaves(Placed entry, Map<String, Long> path) {
    Long length = path.get(entry.segmentId());
    return length == null ? entry.source() == null : entry.seq() >= length;
  }

  private void goOn(Source original, Map<String, Long> path) {
    long[] ends = {0};
    long[] length = {0};
    snapshot.readSource(
        original,
        bytes -> {
          write(bytes);
          atLineStart = bytes[bytes.length - 1] == '\n';
          ends[0] += count(bytes);
          length[0] += bytes.length;
        });
    if (length[0] != original.length()) {
      throw new InvalidData("the archived original of thread " + thread.id() + " is not whole");
    }
    losses.written(archived, ends[0] + (atLineStart ? 0 : 1));
    lines.goOn();
    boolean[] leafIsLast = {true};
    snapshot.addedEntries(
        thread.id(),
        entry -> {
          Written written = lines.entry(entry);
          put(written.lines());
          leafIsLast[0] = written.isNode() ? isOn(path, entry) : leafIsLast[0];
        });
    put(lines.revise());
    if (!leafIsLast[0]) {
      losses.thread("leaf");
    }
  }

  private static boolean isOf(@Nullable SourceLine line, Source original) {
    return line != null && line.sourceId().equals(original.id());
  }

  private static long count(byte[] bytes) {
    long ends = 0;
    for (byte b : bytes) {
      ends += b == '\n' ? 1 : 0;
    }
    return ends;
  }

  private void convert(Map<String, Long> path) {
    put(lines.begin());
    LeafLast ordered = new LeafLast(this::put);
    boolean isLog = LogMessages.isLog(snapshot, thread);
    ThreadEntries.read(
        snapshot, thread, losses, entry -> take(entry, isLog || isOn(path, entry), ordered));
    if (!ordered.end()) {
      losses.thread("leaf");
    }
    put(lines.end());
    lines.compareThread();
  }

  private static boolean isOn(Map<String, Long> path, Entry entry) {
    Long length = path.get(entry.segmentId());
    return length != null && entry.seq() < length;
  }

  private void take(Entry entry, boolean onPath, LeafLast ordered) {
    if (onPath || format.hasBranches()) {
      ordered.add(entry, lines.entry(entry), onPath);
    } else {
      losses.branch(entry);
    }
  }

  private void put(List<String> lines) {
    for (String line : lines) {
      String start = atLineStart ? "" : "\n";
      atLineStart = true;
      write((start + line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(byte[] bytes) {
    try {
      output.write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
