package dev.threadbase.testkit;

import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A part of a store of which a test makes some methods fail. */
public final class FailingStore {

  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();

  /** Lets a method fail from now on, before anything happens. */
  public void fail(String method) {
    failing.add(method);
  }

  /** Lets the answer of the next call of a method be lost: it was done, but nobody knows. */
  public void loseAnswer(String method) {
    silent.add(method);
  }

  /** Lets a method work again. */
  public void mend(String method) {
    failing.remove(method);
  }

  /** The part to use instead of another. */
  public <T> T over(Class<T> type, T part) {
    return JdbcProxy.of(
        type,
        (self, method, arguments) -> {
          if (failing.contains(method.getName())) {
            throw new StoreUnavailable("the store does not answer", null);
          }
          Object result = JdbcProxy.call(part, method, arguments);
          if (silent.remove(method.getName())) {
            throw new CommitUnknown(null);
          }
          return result;
        });
  }
}
