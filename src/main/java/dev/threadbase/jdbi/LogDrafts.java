package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a log, ready to be written.
 *
 * @param drafts the entries
 * @param start the first of them, if it begins a log
 */
record LogDrafts(List<Draft> drafts, @Nullable SegmentStart start) {

  /**
   * Makes drafts.
   *
   * @throws InvalidData if an entry begins a log of another session, or cannot be stored
   */
  static LogDrafts of(SegmentAddress address, List<LogEntry> entries, Instant now) {
    return new LogDrafts(
        drafts(newEntries(address, entries), now),
        !entries.isEmpty() && entries.get(0) instanceof SegmentStart start ? start : null);
  }

  /**
   * Drafts of a fork's beginning and what it goes on with.
   *
   * @param address the fork
   * @param origin where it comes from
   */
  static LogDrafts ofFork(
      SegmentAddress address,
      SegmentOrigin origin,
      Set<CarryOver> carried,
      List<LogEntry> entries,
      Instant now) {
    ForkMark mark = new ForkMark(now.toEpochMilli(), address.sessionId(), origin, carried);
    List<NewEntry> all = new ArrayList<>();
    all.add(mark.entry());
    all.addAll(newEntries(address, entries));
    return new LogDrafts(drafts(all, now), null);
  }

  private static List<NewEntry> newEntries(SegmentAddress address, List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      if (entry instanceof SegmentStart start && !start.sessionId().equals(address.sessionId())) {
        throw new InvalidData(
            "a segment_start of session %s does not belong to session %s"
                .formatted(start.sessionId(), address.sessionId()));
      }
    }
    return entries.stream().map(JournalForm::of).toList();
  }

  private static List<Draft> drafts(List<NewEntry> entries, Instant now) {
    return entries.isEmpty() ? List.of() : Draft.of(entries, AppendOptions.DEFAULT, now);
  }
}
