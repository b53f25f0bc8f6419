package dev.threadbase.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.threadbase.lineage.SessionTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a drawn tree as {@code --json} prints it.
 *
 * @param segment its values, as {@code lineage} prints them
 * @param leaves the threads whose head is in it
 */
record TreeLine(@JsonUnwrapped SegmentLine segment, List<Leaf> leaves) {

  /**
   * A head.
   *
   * @param threadId the thread
   * @param title its title
   * @param leafId the entry at the head
   * @param length how many entries of the segment are on its path
   */
  record Leaf(String threadId, @Nullable String title, @Nullable String leafId, long length) {}

  static List<TreeLine> of(SessionTree session) {
    return session.segments().stream()
        .map(segment -> new TreeLine(SegmentLine.of(segment), leaves(session, segment.segmentId())))
        .toList();
  }

  private static List<Leaf> leaves(SessionTree session, String segmentId) {
    return session.threads().stream()
        .filter(thread -> segmentId.equals(thread.headSegmentId()))
        .map(
            thread ->
                new Leaf(thread.id(), thread.title().text(), thread.leafId(), thread.headLength()))
        .toList();
  }
}
