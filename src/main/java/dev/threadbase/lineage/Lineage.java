package dev.threadbase.lineage;

import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import java.util.Optional;

/** Questions about the fork tree. Each answer is one snapshot; nothing is written. */
public interface Lineage {

  /**
   * The segments of a thread's path, from its head to the root. A segment of a deleted thread is
   * still there while the path needs it.
   *
   * @return empty for a thread with its head before every root
   * @throws ThreadNotFound if there is no such thread
   */
  List<SegmentNode> ancestors(String threadId);

  /**
   * The threads that were forked from a thread, from its forks, and so on; oldest first. What was
   * forked from a fork that is deleted is not found here; its segments are, in {@link #session}.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  List<ThreadMeta> descendants(String threadId);

  /**
   * The whole tree of a session.
   *
   * @throws SessionNotFound if there is no such session
   */
  SessionTree session(String sessionId);

  /**
   * Where the paths of two threads part.
   *
   * @return empty if they share no entry
   * @throws ThreadNotFound if one of them does not exist
   */
  Optional<CommonAncestor> commonAncestor(String threadId, String otherThreadId);
}
