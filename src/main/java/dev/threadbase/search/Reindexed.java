package dev.threadbase.search;

/**
 * What became of a reindex.
 *
 * @param entries how many entries were put into the index
 * @param complete whether the index holds everything now; not so if a process without search wrote
 *     meanwhile
 */
public record Reindexed(long entries, boolean complete) {}
