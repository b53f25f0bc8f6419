package dev.threadbase.transfer;

import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.transfer.Journal.Placed;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.table.IdTable;
import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;
import dev.threadbase.transfer.table.TextColumn;

/** What a thread holds already, by the numbers that an outline gives to ids. */
final class Stored {

  private final IdTable ids;
  private final IdTable segmentIds;
  // The number of the segment, and 1.
  private final IntColumn segments;
  private final IntColumn seqs;
  private final IntColumn hashes;
  private final TextColumn hashTexts;
  private final IdTable sourceIds;
  // The number of the original that it came from, and 1.
  private final IntColumn sources;
  private boolean empty = true;
  private boolean continued;

  private Stored(IdTable ids, Scratch scratch) {
    this.ids = ids;
    this.segmentIds = new IdTable(scratch);
    this.segments = new IntColumn(scratch);
    this.seqs = new IntColumn(scratch);
    this.hashes = new IntColumn(scratch);
    this.hashTexts = new TextColumn(scratch);
    this.sourceIds = new IdTable(scratch);
    this.sources = new IntColumn(scratch);
  }

  /** Reads where the entries of a thread are; their ids get numbers if they have none. */
  static Stored of(TranscriptScan scan, Snapshot snapshot, String threadId) {
    Stored stored = new Stored(scan.outline().ids(), scan.scratch());
    snapshot.placed(threadId, stored::add);
    return stored;
  }

  private void add(Placed entry) {
    int id = ids.add(entry.id());
    segments.set(id, segmentIds.add(entry.segmentId()) + 1);
    seqs.set(id, Math.toIntExact(entry.seq()));
    hashes.set(id, hashTexts.add(entry.payloadHash()));
    SourceLine source = entry.source();
    sources.set(id, source == null ? 0 : sourceIds.add(source.sourceId()) + 1);
    continued |= source == null;
    empty = false;
  }

  /** Whether the thread holds nothing. */
  boolean isEmpty() {
    return empty;
  }

  /** Whether an entry came from an archived original. */
  boolean isFrom(int id, String sourceId) {
    return sources.get(id) != 0 && sources.get(id) - 1 == sourceIds.find(sourceId);
  }

  boolean contains(int id) {
    return segments.get(id) != 0;
  }

  /** The number of the segment that an entry is in. */
  int segment(int id) {
    return segments.get(id) - 1;
  }

  int seq(int id) {
    return seqs.get(id);
  }

  /** Counts a line whose id is stored, with the same content or with another one, which stays. */
  void count(int id, NewEntry entry, long line, Tally tally) {
    if (hashTexts.get(hashes.get(id)).equals(PayloadHash.of(entry.payload()))) {
      tally.existing();
    } else {
      tally.leftOut(line, "changed_line", "its id is stored with another content, which stays");
    }
  }

  /** Whether somebody appended here, beside what was imported. */
  boolean isContinued() {
    return continued;
  }

  /** The ids of segments, by number. */
  IdTable segmentIds() {
    return segmentIds;
  }
}
