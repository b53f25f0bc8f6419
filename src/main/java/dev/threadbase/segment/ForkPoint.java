package dev.threadbase.segment;

/** Where a fork leaves its source. */
public sealed interface ForkPoint {

  /** The turn that the fork says it began at. */
  long atTurnIndex();

  /**
   * Behind a turn: behind the first {@code turn_end} with this count; for 0 behind the beginning,
   * before the first entry that is none (yoi session store, {@code fork_at}).
   *
   * @param atTurnIndex the count of a {@code turn_end}, or 0
   * @param strict whether a turn that the log does not have is refused; else the fork then holds
   *     all of the log, as the reference has it
   */
  record AtTurn(long atTurnIndex, boolean strict) implements ForkPoint {}

  /**
   * Behind an entry that the source has, or had before it was cut.
   *
   * @param head the end of the source as somebody saw it
   * @param atTurnIndex the turn that was the last one by then
   */
  record AtHead(SegmentHead head, long atTurnIndex) implements ForkPoint {}
}
