package dev.threadbase.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to search for, and where.
 *
 * @param text the words; {@link SearchTerm#parse} says how they are read; at most {@value
 *     #LONGEST_TEXT} characters
 * @param workspace only threads of this workspace; null for all
 * @param role only messages of this role; null for all
 * @param sessionId only this family; null for all
 * @param threadId only what this thread holds; null for all
 * @param from only messages written then or later; null for all
 * @param until only messages written before; null for all
 * @param limit at most so many hits, 1 to {@value #MOST_HITS}
 * @param includeDeleted what only deleted threads hold, too
 * @param includeAbandoned what stands on branches that were left, too
 */
public record SearchQuery(
    String text,
    @Nullable String workspace,
    @Nullable String role,
    @Nullable String sessionId,
    @Nullable String threadId,
    @Nullable Instant from,
    @Nullable Instant until,
    int limit,
    boolean includeDeleted,
    boolean includeAbandoned) {

  /** The longest text that is searched for. */
  public static final int LONGEST_TEXT = 1_000;

  /** The most hits of one search. */
  public static final int MOST_HITS = 1_000;

  /** As many hits as a query wants that does not say. */
  public static final int USUAL_HITS = 20;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if the text is too long or the limit out of range
   */
  public SearchQuery {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "the text to search for is longer than " + LONGEST_TEXT + " characters");
    }
    if (limit < 1 || limit > MOST_HITS) {
      throw new IllegalArgumentException("the limit is not between 1 and " + MOST_HITS);
    }
  }

  /** Everywhere, the usual number of hits. */
  public static SearchQuery of(String text) {
    return new SearchQuery(text, null, null, null, null, null, null, USUAL_HITS, false, false);
  }

  /** Only in threads of a workspace. */
  public SearchQuery inWorkspace(@Nullable String value) {
    return new SearchQuery(
        text,
        value,
        role,
        sessionId,
        threadId,
        from,
        until,
        limit,
        includeDeleted,
        includeAbandoned);
  }

  /** Only messages of a role. */
  public SearchQuery saidBy(@Nullable String value) {
    return new SearchQuery(
        text,
        workspace,
        value,
        sessionId,
        threadId,
        from,
        until,
        limit,
        includeDeleted,
        includeAbandoned);
  }

  /** Only in one family. */
  public SearchQuery inSession(@Nullable String value) {
    return new SearchQuery(
        text,
        workspace,
        role,
        value,
        threadId,
        from,
        until,
        limit,
        includeDeleted,
        includeAbandoned);
  }

  /** Only in one thread. */
  public SearchQuery inThread(@Nullable String value) {
    return new SearchQuery(
        text,
        workspace,
        role,
        sessionId,
        value,
        from,
        until,
        limit,
        includeDeleted,
        includeAbandoned);
  }

  /** Only messages from a time on, and before another; either may be null. */
  public SearchQuery between(@Nullable Instant start, @Nullable Instant end) {
    return new SearchQuery(
        text,
        workspace,
        role,
        sessionId,
        threadId,
        start,
        end,
        limit,
        includeDeleted,
        includeAbandoned);
  }

  /** With another number of hits. */
  public SearchQuery limit(int value) {
    return new SearchQuery(
        text,
        workspace,
        role,
        sessionId,
        threadId,
        from,
        until,
        value,
        includeDeleted,
        includeAbandoned);
  }

  /** What only deleted threads hold, too. */
  public SearchQuery withDeleted() {
    return new SearchQuery(
        text, workspace, role, sessionId, threadId, from, until, limit, true, includeAbandoned);
  }

  /** What stands on branches that were left, too. */
  public SearchQuery withAbandoned() {
    return new SearchQuery(
        text, workspace, role, sessionId, threadId, from, until, limit, includeDeleted, true);
  }

  @Override
  public String toString() {
    return "SearchQuery[" + text.length() + " characters, limit " + limit + "]";
  }
}
