package dev.threadbase.lineage;

/**
 * The last entry that two paths share.
 *
 * @param segmentId the segment it stands in
 * @param length how many entries of that segment both paths hold; 1 or more
 * @param entryId the entry
 * @param pathLength how many entries both paths share
 */
public record CommonAncestor(String segmentId, long length, String entryId, long pathLength) {}
