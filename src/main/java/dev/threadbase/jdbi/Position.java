package dev.threadbase.jdbi;

/**
 * A place in the journal, right behind an entry.
 *
 * @param segmentId the segment of the entry
 * @param length the entry's position in it plus one
 */
record Position(String segmentId, long length) {}
