package dev.threadbase.segment;

/** Why a log exists. */
public enum SegmentKind {
  /** A conversation began with it. */
  NEW,
  /** It left another log at a turn. */
  FORK,
  /** It goes on from a summary of another log. */
  COMPACTION
}
