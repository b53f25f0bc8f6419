package dev.threadbase.jdbi;

/**
 * The place that a log goes on from.
 *
 * @param segmentId the segment of the journal
 * @param length how many of its entries lie before
 * @param entryId the last of them
 */
record LogParent(String segmentId, long length, String entryId) {}
