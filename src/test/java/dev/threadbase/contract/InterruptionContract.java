package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class InterruptionContract extends Contract {

  private static final long INTERRUPTIONS = 20;
  private static final long BETWEEN_INTERRUPTIONS_NANOS = 5_000_000;

  @Test
  void interruptedWriterWritesAndKeepsItsFlag() {
    threads.createThread(ThreadMeta.builder("t").build());
    Thread.currentThread().interrupt();
    threads.append("t", anEntry());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(threads.path("t")).hasSize(1);
  }

  @Test
  void writersInterruptedWhileTheyWaitWriteAndKeepTheirFlags() throws Exception {
    threads.createThread(ThreadMeta.builder("t").build());
    AtomicInteger flags = new AtomicInteger();
    try (Connection holder = database.connect()) {
      hold(holder, "t");
      List<Thread> writers =
          IntStream.range(0, 4).mapToObj(number -> new Thread(() -> append(flags))).toList();
      writers.forEach(Thread::start);
      interrupt(writers);
      assertThat(threads.path("t")).isEmpty();
      holder.commit();
      for (Thread writer : writers) {
        writer.join();
      }
    }

    assertThat(threads.path("t")).hasSize(4);
    assertThat(flags).hasValue(4);
  }

  /** Makes every writer of a thread wait until the connection commits. */
  private static void hold(Connection holder, String threadId) throws Exception {
    holder.setAutoCommit(false);
    String update = "UPDATE threads SET version = version WHERE thread_id = ?";
    try (PreparedStatement statement = holder.prepareStatement(update)) {
      statement.setString(1, threadId);
      assertThat(statement.executeUpdate()).isOne();
    }
  }

  private static void interrupt(List<Thread> writers) {
    for (int i = 0; i < INTERRUPTIONS; i++) {
      writers.forEach(Thread::interrupt);
      LockSupport.parkNanos(BETWEEN_INTERRUPTIONS_NANOS);
    }
  }

  private void append(AtomicInteger flags) {
    threads.append("t", anEntry());
    if (Thread.interrupted()) {
      flags.incrementAndGet();
    }
  }

  private static NewEntry anEntry() {
    return NewEntry.raw(EntryType.CUSTOM, "{}");
  }
}
