package dev.threadbase.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Several threads that begin at the same moment. */
public final class Crowd {

  private static final long PATIENCE_SECONDS = 300;

  private Crowd() {}

  /** What one of them does. */
  @FunctionalInterface
  public interface Member<T> {
    /** Does it; the members are numbered from 0. */
    T run(int number) throws Exception;
  }

  /** Runs them all and returns their results by number; the first failure is thrown. */
  public static <T> List<T> run(int size, Member<T> member) {
    ExecutorService pool = Executors.newFixedThreadPool(size);
    try {
      CyclicBarrier start = new CyclicBarrier(size);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int number = i;
        futures.add(
            pool.submit(
                () -> {
                  start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  return member.run(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      throw new AssertionError("one of several threads failed: " + cause, cause);
    } catch (InterruptedException | TimeoutException late) {
      throw new AssertionError("several threads did not end in time", late);
    } finally {
      pool.shutdownNow();
    }
  }
}
