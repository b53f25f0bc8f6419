package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Codex would make of a rollout's lines when it goes on from it: where the turns of the user
 * begin, which a rollback drops, and what the user said, which a compaction without messages of its
 * own keeps (Codex CLI, history from a rollout).
 */
final class CodexHistory {

  /** How much of what the user said stays, from the newest on; Codex counts four bytes a token. */
  private static final int KEPT_BYTES = 20_000 * 4;

  /** What Codex puts into the user's mouth. */
  private static final Pattern CONTEXTUAL =
      Pattern.compile(
          "\\s*(<environment_context>|<user_instructions>|# AGENTS\\.md instructions|<skill>"
              + "|<user_shell_command>|<turn_aborted>|<subagent_notification>|<permissions )");

  private final List<Turn> turns = new ArrayList<>();
  private final List<Message> users = new ArrayList<>();
  private long forgotten;
  private long bytes;

  /**
   * A turn of the user.
   *
   * @param before the line before it; null for the first
   * @param users how often the user had spoken before it
   */
  private record Turn(@Nullable String before, long users) {}

  /** Whether a message is what the user said, and not what Codex says of where it runs. */
  static boolean isSaid(Message message) {
    return message.role().equals(Role.USER)
        && message.parts().stream()
            .noneMatch(
                part ->
                    part instanceof Part.Text text && CONTEXTUAL.matcher(text.text()).lookingAt());
  }

  /** The user speaks. */
  void said(Message message, @Nullable String before) {
    turns.add(new Turn(before, forgotten + users.size()));
    keep(message);
  }

  private void keep(Message message) {
    users.add(message);
    bytes += bytes(message);
    // Nothing that is older can be kept by a compaction any more.
    while (bytes - bytes(users.get(0)) > 2L * KEPT_BYTES) {
      bytes -= bytes(users.remove(0));
      forgotten++;
    }
  }

  private static long bytes(Message message) {
    // A message that says nothing takes memory too.
    long bytes = 1L + message.text().getBytes(StandardCharsets.UTF_8).length;
    for (Part part : message.parts()) {
      if (part instanceof Part.Media media) {
        bytes += length(media.data()) + length(media.url());
      } else if (part instanceof Part.Opaque opaque) {
        bytes += opaque.json().length();
      }
    }
    return bytes;
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Whether so many turns are there to be dropped. */
  boolean canRollBack(long dropped) {
    return dropped <= turns.size();
  }

  /**
   * Drops the newest turns of the user, or all there are.
   *
   * @param last the line before this
   * @return the line after which the rollout goes on; null for none
   */
  @Nullable String rollBack(long dropped, @Nullable String last) {
    if (dropped == 0 || turns.isEmpty()) {
      return last;
    }
    int first = (int) Math.max(0, turns.size() - dropped);
    Turn turn = turns.get(first);
    turns.subList(first, turns.size()).clear();
    while (!users.isEmpty() && forgotten + users.size() > turn.users()) {
      bytes -= bytes(users.remove(users.size() - 1));
    }
    return turn.before();
  }

  /** A compaction that says what its history is. */
  void replaced(List<Message> history, String summary) {
    begin();
    history.stream()
        .filter(message -> isSaid(message) && !message.text().equals(summary))
        .forEach(this::keep);
  }

  /** A compaction that does not: what the user said stays, and the summary follows. */
  List<Message> compacted(String summary) {
    List<Message> kept = new ArrayList<>();
    long left = KEPT_BYTES;
    for (int i = users.size() - 1; i >= 0 && bytes(users.get(i)) <= left; i--) {
      left -= bytes(users.get(i));
      kept.add(users.get(i));
    }
    Collections.reverse(kept);
    begin();
    kept.forEach(this::keep);
    List<Message> history = new ArrayList<>(kept);
    if (!summary.isEmpty()) {
      history.add(Message.user(summary));
    }
    return history;
  }

  private void begin() {
    turns.clear();
    users.clear();
    forgotten = 0;
    bytes = 0;
  }
}
