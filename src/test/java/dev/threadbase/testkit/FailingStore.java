package dev.threadbase.testkit;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.thread.ThreadRepository;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Threads of which a test makes some methods fail, before anything happens. */
public final class FailingThreads {

  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  /** Lets a method fail from now on. */
  public void fail(String method) {
    failing.add(method);
  }

  /** Lets a method work again. */
  public void mend(String method) {
    failing.remove(method);
  }

  /** The threads to use instead of others. */
  public ThreadRepository over(ThreadRepository threads) {
    return JdbcProxy.of(
        ThreadRepository.class,
        (self, method, arguments) -> {
          if (failing.contains(method.getName())) {
            throw new StoreUnavailable("the store does not answer", null);
          }
          return JdbcProxy.call(threads, method, arguments);
        });
  }
}
