package dev.threadbase.pool;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The chats of a pool that are under way. */
final class RunningChats {

  private final Set<ChatRun> chats = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  void check() {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
  }

  /** Notes a chat until it ends. One that comes too late ends at once. */
  void add(ChatRun run) {
    chats.add(run);
    run.chat().end().thenRun(() -> chats.remove(run));
    if (closed) {
      run.giveUp(ChatEnd.CANCELLED);
    }
  }

  /** Gives all of them up; false if that was done before. */
  synchronized boolean close() {
    if (closed) {
      return false;
    }
    closed = true;
    chats.forEach(run -> run.giveUp(ChatEnd.CANCELLED));
    return true;
  }

  void await(Duration longest) {
    CompletableFuture<?>[] ends =
        chats.stream()
            .map(run -> run.chat().end().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException late) {
      // The leases of those that are left end with their ttl.
    }
  }
}
