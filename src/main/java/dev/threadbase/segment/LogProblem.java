package dev.threadbase.segment;

/**
 * An entry that cannot be read.
 *
 * @param address the log that holds it: the one that was read, or one that it was forked from
 * @param position its place there
 * @param kind the kind that it was stored as
 * @param reason what is wrong with it, without quoting it
 */
public record LogProblem(SegmentAddress address, long position, String kind, String reason) {}
