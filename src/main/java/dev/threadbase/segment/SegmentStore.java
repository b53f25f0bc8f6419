package dev.threadbase.segment;

import dev.threadbase.SegmentException.LogCorrupt;
import dev.threadbase.SegmentException.SegmentExists;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.SessionReferenced;
import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.SegmentException.TurnNotFound;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Sessions as fork trees of logs (yoi session store). Every method is one read or one transaction,
 * safe to call from any thread and process; after an exception nothing was written. A returned
 * write is durable as the configuration says.
 *
 * <p>Positions in a log count from 0 without gaps. Lists of ids are in descending order of their
 * text, which for ids made here is newest first.
 */
public interface SegmentStore {

  /** Begins a conversation: a new session with one log, which begins with the state. */
  SegmentHead createSegment(StartState state);

  /**
   * The same under ids of the caller's.
   *
   * @throws SegmentExists if there is such a segment already, in whatever session
   */
  SegmentHead createSegment(SegmentAddress address, StartState state);

  /**
   * Makes a whole log at once.
   *
   * @param entries its entries, which may be none
   * @throws SegmentExists if there is such a segment already; it stays as it is
   * @throws InvalidData if an entry cannot be stored, or begins a log of another session
   */
  SegmentHead createSegment(SegmentAddress address, List<LogEntry> entries);

  /**
   * Goes on from a summary: a log in the source's session that begins with the state and names the
   * source. The source stays as it is.
   *
   * @param atTurnIndex the turn count that the source had
   * @throws SegmentNotFound if there is no source
   */
  SegmentHead createCompactedSegment(SegmentAddress source, StartState state, long atTurnIndex);

  /** Begins a conversation of its own with what was said in another; nothing refers to that one. */
  default SegmentHead fork(StartState state) {
    return createSegment(state);
  }

  /**
   * Forks a log behind a turn, or as a whole if it does not have that turn.
   *
   * @see #forkAt(SegmentFork, List)
   */
  default SegmentHead forkAt(SegmentAddress source, long atTurnIndex) {
    return forkAt(SegmentFork.at(source, atTurnIndex), List.of());
  }

  /**
   * Forks a log. The source stays as it is; the new log refers to it, and reads as if it began with
   * a copy: prompt, configuration and history as they were at the fork point. As many rows are
   * written for a long source as for a short one.
   *
   * @param entries what the new log goes on with, which may be nothing
   * @throws SegmentNotFound if there is no source
   * @throws SegmentHeadMoved if it never had the end that it is forked at
   * @throws TurnNotFound if a strict fork asks for a turn that the source does not have
   * @throws SegmentExists if the id of the caller's is taken
   * @throws LeaseLost if the lease is not held
   */
  SegmentHead forkAt(SegmentFork fork, List<LogEntry> entries);

  /**
   * Gives a writer a log of its own, in the same session, if the log does not have as many entries
   * as the writer wrote, more or fewer; it begins with the writer's state and names the source.
   * Counts alone do not tell a log that was cut and has grown to the same length again: a {@link
   * SegmentWriter} does.
   *
   * @param atTurnIndex the writer's turn count
   * @return the log to go on with
   * @throws SegmentNotFound if there is no such log
   */
  SegmentHead ensureHeadOrFork(
      SegmentAddress address, long entriesWritten, long atTurnIndex, StartState state);

  /** Appends one entry at the end; makes the log, and the session, if they are not there. */
  default SegmentHead append(SegmentAddress address, LogEntry entry) {
    return appendAll(address, List.of(entry), WriteCondition.NONE);
  }

  /** Appends one entry if the log still ends like this. */
  default SegmentHead append(SegmentHead head, LogEntry entry) {
    return appendAll(head.address(), List.of(entry), WriteCondition.at(head));
  }

  /** Appends entries if the log still ends like this; see {@link #appendAll}. */
  default SegmentHead append(SegmentHead head, List<LogEntry> entries) {
    return appendAll(head.address(), entries, WriteCondition.at(head));
  }

  /**
   * Appends entries one after another with nothing in between, all or none. A log that is not there
   * is made, unless a lease or an end is asked for.
   *
   * @param entries what to append; for none the expectations are looked at and nothing is written
   * @return the end of the log behind them
   * @throws SegmentHeadMoved if the log does not end as it is expected to
   * @throws SegmentNotFound if the segment is in another session, or is not there and an end is
   *     expected
   * @throws LeaseLost if the lease is not held
   * @throws LeaseRequired if the log takes no write without a lease
   * @throws InvalidData if an entry cannot be stored, or begins a log of another session
   */
  SegmentHead appendAll(SegmentAddress address, List<LogEntry> entries, WriteCondition condition);

  /**
   * All entries, in order; none for an empty log.
   *
   * @throws SegmentNotFound if there is no such log
   * @throws LogCorrupt if an entry, of this log or of what it inherits, cannot be read
   */
  default List<LogEntry> readAll(SegmentAddress address) {
    return read(address, 0, Long.MAX_VALUE).stream().map(LogRecord::entry).toList();
  }

  /**
   * The entries at positions from inclusive to exclusive, as far as there are any.
   *
   * @throws IllegalArgumentException if from is negative or more than to
   * @throws SegmentNotFound as {@link #readAll}
   * @throws LogCorrupt as {@link #readAll}
   */
  List<LogRecord> read(SegmentAddress address, long from, long to);

  /**
   * What can be read of a log, and what cannot.
   *
   * @throws SegmentNotFound as {@link #readAll}
   */
  LogRead readLeniently(SegmentAddress address);

  /**
   * The entries as they were when this was called, read in parts as they are needed.
   *
   * @throws SegmentNotFound as {@link #readAll}
   * @throws LogCorrupt while it is read, as {@link #readAll}
   */
  Stream<LogRecord> stream(SegmentAddress address);

  /**
   * How many entries a log has, and which is the last.
   *
   * @throws SegmentNotFound if there is no such log
   */
  SegmentHead head(SegmentAddress address);

  /**
   * How many entries a log has.
   *
   * @throws SegmentNotFound if there is no such log
   */
  default long readEntryCount(SegmentAddress address) {
    return head(address).count();
  }

  /**
   * The count of the last turn that ended, in the log or before it began; found by index, not by
   * replaying the log. That is what {@link ReplayOptions#continuedTurns} restores.
   *
   * @throws SegmentNotFound if there is no such log
   */
  long turnCount(SegmentAddress address);

  /** Whether there is such a log in this session. */
  boolean exists(SegmentAddress address);

  /** The session of a segment; empty if there is no such segment. */
  Optional<UUID> lookupSessionOf(UUID segmentId);

  /** The sessions that have logs. */
  List<UUID> listSessions();

  /** The logs of a session; none for a session that is not there. */
  default List<UUID> listSegments(UUID sessionId) {
    return tree(sessionId).segments().stream().map(SegmentInfo::segmentId).toList();
  }

  /** The logs of a session and how they came from each other. */
  SegmentTree tree(UUID sessionId);

  /**
   * What the entries of a log amount to, and its end.
   *
   * @throws SegmentNotFound if there is no such log
   * @throws LogCorrupt if an entry, of this log or of what it inherits, cannot be read
   */
  RestoredSegment restored(SegmentAddress address, ReplayOptions options);

  /** What the entries of a log amount to; see {@link #restored}. */
  default RestoredState restore(SegmentAddress address) {
    return restored(address, ReplayOptions.DEFAULT).state();
  }

  /** The same for who knows the segment alone. */
  default RestoredState restoreBySegment(UUID segmentId) {
    UUID session = lookupSessionOf(segmentId).orElseThrow(() -> new SegmentNotFound(segmentId));
    return restore(new SegmentAddress(session, segmentId));
  }

  /**
   * Cuts a log: its first entries stay, and the next append goes behind them. What was cut off is
   * no part of the log any more; it stays in the journal until the session is deleted.
   *
   * @param condition what the cut depends on
   * @throws TruncationRefused if the log has fewer entries, or something began behind the cut
   * @throws SegmentHeadMoved if the log does not end as it is expected to
   * @throws SegmentNotFound if there is no such log
   * @throws LeaseLost if the lease is not held
   * @throws LeaseRequired if the log takes no write without a lease
   */
  Truncation truncate(SegmentAddress address, long entries, WriteCondition condition);

  /** Appends one entry to the traces of a log; see {@link #appendTraces}. */
  default void appendTrace(SegmentAddress address, TraceEntry trace) {
    appendTraces(address, List.of(trace));
  }

  /** Appends to the traces of a log, all or none. The log need not be there. */
  void appendTraces(SegmentAddress address, List<TraceEntry> traces);

  /**
   * The traces of a log, in order; none if it has none. They are never replayed.
   *
   * @throws InvalidData if one of them cannot be read
   */
  List<TraceEntry> readTraces(SegmentAddress address);

  /**
   * Deletes a session: its logs, their traces, and everything that was cut off.
   *
   * @param dryRun whether to find out only what would be deleted
   * @throws SessionReferenced if a pod points into it, a turn lease in it is held, or it has
   *     threads that are no logs; never for a dry run
   */
  SessionDeletion deleteSession(UUID sessionId, boolean dryRun);
}
