package dev.threadbase.cli;

import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.lineage.SessionTree;
import dev.threadbase.thread.ThreadMeta;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a drawn tree. */
final class TreeNames {

  private static final int TITLE_WIDTH = 60;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 16;

  private final SessionTree session;
  private final Set<String> existing;
  private final Set<String> logs;
  private final int idLength;

  TreeNames(SessionTree session) {
    this.session = session;
    this.existing = session.threads().stream().map(ThreadMeta::id).collect(Collectors.toSet());
    this.logs =
        session.segments().stream()
            .filter(segment -> segment.baseTurn() != null)
            .map(SegmentNode::threadId)
            .collect(Collectors.toSet());
    this.idLength = idLength(session);
  }

  String session() {
    long entries = session.segments().stream().mapToLong(SegmentNode::entries).sum();
    return "session %s · %s · %s · %s"
        .formatted(
            Printable.line(session.sessionId()),
            count(session.threads().size(), "thread"),
            count(session.segments().size(), "segment"),
            entries(entries));
  }

  String segment(SegmentNode segment) {
    String size = segment.entries() == 0 ? "empty" : entries(segment.entries());
    String what = logs.contains(segment.threadId()) ? " · log " : " · thread ";
    String gone = existing.contains(segment.threadId()) ? "" : " (deleted)";
    return size
        + " · "
        + segment.origin()
        + at(segment)
        + what
        + shortId(segment.threadId())
        + gone;
  }

  /** Logs are forked at turns, threads at places. */
  private static String at(SegmentNode segment) {
    if (segment.atTurnIndex() != null) {
      return " at turn " + Long.toUnsignedString(segment.atTurnIndex());
    }
    return segment.parentSegmentId() == null ? "" : " at " + segment.baseLength();
  }

  /** With the whole id, because that is what other commands take. */
  String leaf(ThreadMeta thread) {
    String title = thread.title().text();
    return "◀ "
        + Printable.line(thread.id())
        + (title == null || title.isEmpty() ? "" : " “" + Printable.cut(title, TITLE_WIDTH) + "”")
        + (thread.archived() ? " (archived)" : "")
        + (thread.deletedAt() == null ? "" : " (deleted)");
  }

  private String shortId(String id) {
    boolean whole = id.length() <= idLength + 1;
    return Printable.line(whole ? id : id.substring(0, idLength) + "…");
  }

  /** How many characters tell all threads of the session apart; too many are as good as all. */
  private static int idLength(SessionTree session) {
    Set<String> ids =
        Stream.concat(
                session.segments().stream().map(SegmentNode::threadId),
                session.threads().stream().map(ThreadMeta::id))
            .collect(Collectors.toSet());
    for (int length = SHORTEST; length <= LONGEST; length++) {
      Set<String> starts = new HashSet<>();
      int size = length;
      ids.forEach(id -> starts.add(id.substring(0, Math.min(size, id.length()))));
      if (starts.size() == ids.size()) {
        return length;
      }
    }
    return Integer.MAX_VALUE - 1;
  }

  private static String entries(long count) {
    return count == 1 ? "1 entry" : count + " entries";
  }

  private static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
