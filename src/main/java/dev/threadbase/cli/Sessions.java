package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.lineage.SessionTree;
import dev.threadbase.thread.ThreadMeta;
import java.util.Optional;

/** Sessions by their own id or by that of one of their threads. */
final class Sessions {

  private Sessions() {}

  /** The session of a thread; what is no thread's id is taken for a session's. */
  static String id(Threadbase threadbase, String threadOrSession) {
    Optional<ThreadMeta> thread = threadbase.threads().findThread(threadOrSession);
    return thread.map(ThreadMeta::sessionId).orElse(threadOrSession);
  }

  static SessionTree find(Threadbase threadbase, String threadOrSession) {
    try {
      return threadbase.lineage().session(id(threadbase, threadOrSession));
    } catch (SessionNotFound neither) {
      throw unknown(threadOrSession);
    }
  }

  static CommandFailed unknown(String threadOrSession) {
    return CommandFailed.because("neither a thread nor a session: " + threadOrSession);
  }
}
