package dev.threadbase.transfer;

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
  private boolean continued;

  private Stored(IdTable ids, Scratch scratch) {
    this.ids = ids;
    this.segmentIds = new IdTable(scratch);
    this.segments = new IntColumn(scratch);
    this.seqs = new IntColumn(scratch);
    this.hashes = new IntColumn(scratch);
    this.hashTexts = new TextColumn(scratch);
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
    continued |= entry.source() == null;
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

  String payloadHash(int id) {
    return hashTexts.get(hashes.get(id));
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
