package dev.threadbase.search;

import java.util.function.LongConsumer;

/**
 * Finds messages by their words (ggcode session, SearchSessions).
 *
 * <p>What is indexed is the text of messages of every role: no results of tools, no reasoning, no
 * arguments, no logs of segment stores. The index is written in the transaction of the entry, so
 * that what was appended is found at once; it may be off for a process, see {@link
 * dev.threadbase.ThreadbaseConfig#withoutSearch}.
 */
public interface MessageSearch {

  /**
   * Searches. All terms must occur in one message, in any order; {@link SearchTerm#parse} says how
   * a query is read. A query without letters and digits finds nothing. Each message is there once,
   * however many threads hold it.
   *
   * @return the best hits, at most as many as the query wants; empty if nothing is found, and also
   *     for threads, sessions and workspaces that do not exist
   * @throws dev.threadbase.ThreadbaseException.InvalidData if a name in the query holds U+0000 or
   *     an unpaired surrogate
   */
  SearchResult search(SearchQuery query);

  /** Whether everything that was said is in the index. */
  boolean isComplete();

  /**
   * Puts into the index what is not there: after a migration, and after a process worked without
   * search. Entries are read in pages, each page is written in a transaction of its own, and others
   * write meanwhile. One that was interrupted can be started again; what it wrote stays.
   *
   * @param progress is told after each page how many entries it wrote
   */
  Reindexed reindex(LongConsumer progress);

  /** The same without a report of its progress. */
  default Reindexed reindex() {
    return reindex(written -> {});
  }
}
