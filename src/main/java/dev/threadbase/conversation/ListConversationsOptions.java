package dev.threadbase.conversation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations to list. Lists run from the last changed to the first, ties by the bytes of
 * the id.
 *
 * @param workspace only those of this workspace, as it is spelled; null for all. {@link
 *     Workspaces#normalize} spells folders
 * @param limit the most to return, 1 or more
 * @param after the place after which the page begins; null for the first page
 * @param deleted whether those that can be restored are listed, archived or not, and nothing else
 */
public record ListConversationsOptions(
    @Nullable String workspace, int limit, @Nullable Place after, boolean deleted) {

  /** The most conversations of one page. */
  public static final int MAX_LIMIT = 1_000;

  /** The fifty that were last changed. */
  public static final ListConversationsOptions RECENT =
      new ListConversationsOptions(null, 50, null, false);

  /**
   * A place in the list.
   *
   * @param updatedAt when the conversation before the page was last changed
   * @param id its id
   */
  public record Place(Instant updatedAt, String id) {
    /** Checks that both are there. */
    public Place {
      Objects.requireNonNull(updatedAt, "updatedAt");
      Objects.requireNonNull(id, "id");
    }

    /** The place of a listed conversation. */
    public static Place of(ConversationHeader header) {
      return new Place(header.updatedAt().toInstant(), header.id());
    }
  }

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public ListConversationsOptions {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is not between 1 and " + MAX_LIMIT + ": " + limit);
    }
  }

  /** At most so many. */
  public ListConversationsOptions limit(int value) {
    return new ListConversationsOptions(workspace, value, after, deleted);
  }

  /** Only of this workspace. */
  public ListConversationsOptions inWorkspace(@Nullable String value) {
    return new ListConversationsOptions(value, limit, after, deleted);
  }

  /** The page that follows a conversation. */
  public ListConversationsOptions after(ConversationHeader header) {
    return new ListConversationsOptions(workspace, limit, Place.of(header), deleted);
  }

  /** Those that were deleted and can be restored. */
  public ListConversationsOptions onlyDeleted() {
    return new ListConversationsOptions(workspace, limit, after, true);
  }
}
