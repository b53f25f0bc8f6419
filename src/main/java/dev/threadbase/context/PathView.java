package dev.threadbase.context;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.RetrySource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path as a context sees it: what each entry says, which entries a retry took back, and where the
 * last compaction cuts. Positions are those in the list.
 */
final class PathView {

  private static final Set<EntryType> SPOKEN =
      Set.of(
          EntryType.USER_MESSAGE,
          EntryType.ASSISTANT_MESSAGE,
          EntryType.TOOL_CALL,
          EntryType.TOOL_RESULT);

  private final List<Entry> entries;
  private final @Nullable Content[] contents;
  private final Map<String, Integer> positions = new HashMap<>();
  private final boolean[] takenBack;
  private final int compaction;

  PathView(List<Entry> entries) {
    this.entries = entries;
    this.contents = new @Nullable Content[entries.size()];
    for (int i = 0; i < entries.size(); i++) {
      positions.put(entries.get(i).id(), i);
    }
    this.takenBack = takenBack();
    this.compaction = lastCompaction();
  }

  /** What an entry says; nothing if another hand wrote it in words of its own. */
  private static Content content(Entry entry) {
    try {
      return entry.content();
    } catch (InvalidData foreign) {
      return Content.EMPTY;
    }
  }

  /** From the end, so that a retry that was itself taken back takes nothing back. */
  private boolean[] takenBack() {
    boolean[] dropped = new boolean[entries.size()];
    int at = entries.size() - 1;
    while (at >= 0) {
      Integer source = retriedFrom(at);
      if (source == null) {
        at--;
        continue;
      }
      for (int i = source + 1; i < at; i++) {
        dropped[i] = true;
      }
      at = source;
    }
    return dropped;
  }

  private Optional<RetrySource> retrySource(int position) {
    EntryType type = entries.get(position).type();
    return type.equals(EntryType.TURN_MARKER)
        ? RetrySource.of(type, content(position))
        : Optional.empty();
  }

  private @Nullable Integer retriedFrom(int marker) {
    Optional<RetrySource> source = retrySource(marker);
    Integer position = source.map(RetrySource::entryId).map(positions::get).orElse(null);
    return position != null && position < marker ? position : null;
  }

  /** Whether a retry goes on from an entry that is not in the list. */
  boolean isRetriedFromElsewhere() {
    for (int i = 0; i < size(); i++) {
      Optional<RetrySource> source = retrySource(i);
      if (source.isPresent() && !positions.containsKey(source.get().entryId())) {
        return true;
      }
    }
    return false;
  }

  private int lastCompaction() {
    for (int i = size() - 1; i >= 0; i--) {
      if (!takenBack[i] && entries.get(i).type().equals(EntryType.COMPACTION)) {
        return i;
      }
    }
    return -1;
  }

  int size() {
    return entries.size();
  }

  Entry entry(int position) {
    return entries.get(position);
  }

  /** What an entry says; read when it is asked for, because most questions need few. */
  Content content(int position) {
    Content content = contents[position];
    if (content == null) {
      content = content(entries.get(position));
      contents[position] = content;
    }
    return content;
  }

  /** The position of an entry; null if the list does not hold it. */
  @Nullable Integer position(@Nullable String entryId) {
    return entryId == null ? null : positions.get(entryId);
  }

  boolean isTakenBack(int position) {
    return takenBack[position];
  }

  /** The last compaction; -1 if there is none. */
  int compaction() {
    return compaction;
  }

  /** What the last compaction says of itself; null if it says nothing or there is none. */
  @Nullable Compaction cut() {
    return compaction < 0 ? null : content(compaction).compaction();
  }

  /** The ids of users' messages that the last compaction keeps. */
  List<String> keptUserIds() {
    Compaction cut = cut();
    return cut == null ? List.of() : cut.keptUserEntryIds();
  }

  /**
   * Where the tail begins that the last compaction keeps; -1 if it keeps none. A compaction that
   * names neither a beginning nor users keeps what was said last, with the call before its result.
   */
  int firstKept() {
    Compaction cut = cut();
    Integer named = position(cut == null ? null : cut.firstKeptEntryId());
    if (named != null || !keptUserIds().isEmpty()) {
      return named == null ? -1 : named;
    }
    int last = compaction - 1;
    while (last >= 0 && (takenBack[last] || !SPOKEN.contains(entries.get(last).type()))) {
      last--;
    }
    while (last > 0 && entries.get(last).type().equals(EntryType.TOOL_RESULT)) {
      last--;
    }
    return last;
  }

  /** The message that a model sees of an entry; null if it sees none. */
  @Nullable Message visible(int position) {
    if (takenBack[position]) {
      return null;
    }
    EntryType type = entries.get(position).type();
    Content content = content(position);
    Message message = content.message();
    if (SPOKEN.contains(type)) {
      if (message == null || message.role().name().isEmpty()) {
        return null;
      }
      return type.equals(EntryType.TOOL_CALL) ? ControlSignal.replacedIn(message) : message;
    }
    String summary = content.summary();
    return type.equals(EntryType.BRANCH_SUMMARY) && summary != null && !summary.isEmpty()
        ? new Message(Role.ASSISTANT, List.of(new Part.Text(summary)))
        : null;
  }

  /** Whether an entry is a user's message and says so itself. */
  boolean isUser(int position) {
    Message message = content(position).message();
    return entries.get(position).type().equals(EntryType.USER_MESSAGE)
        && message != null
        && message.role().equals(Role.USER);
  }

  /** Whether a model sees an entry as what the user said. */
  boolean isSpokenByUser(int position) {
    return !takenBack[position] && isUser(position);
  }
}
