package dev.threadbase.segment;

/**
 * A log that was cut.
 *
 * @param head its end
 * @param turnCount the count of the last turn that ended, in what is left of the log or before it
 *     began
 */
public record Truncation(SegmentHead head, long turnCount) {}
