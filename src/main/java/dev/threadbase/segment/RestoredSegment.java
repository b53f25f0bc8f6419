package dev.threadbase.segment;

/**
 * A log that was restored.
 *
 * @param head its end when it was read
 * @param state what its entries up to there amount to
 */
public record RestoredSegment(SegmentHead head, RestoredState state) {}
