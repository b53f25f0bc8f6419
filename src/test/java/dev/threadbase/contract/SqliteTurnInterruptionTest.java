package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.process.TurnHoldingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SqliteTurnInterruptionTest {

  private static final long INTERRUPTIONS = 20;
  private static final long BETWEEN_INTERRUPTIONS_NANOS = 5_000_000;

  @Test
  void writerInterruptedWhileAnotherProcessHoldsTheTurnWrites() throws Exception {
    try (SqliteTestDatabase database = SqliteTestDatabase.create();
        Threadbase threadbase = Threadbase.open(database.config())) {
      threadbase.threads().createThread(ThreadMeta.builder("t").build());
      AtomicBoolean flag = new AtomicBoolean();
      Thread writer = new Thread(() -> flag.set(appendAndAskFlag(threadbase)));
      Path lock = database.file().resolveSibling("test.db.lock");
      try (ChildJvm holder = ChildJvm.start(TurnHoldingProcess.class, database, lock)) {
        holder.awaitReady();
        writer.start();
        for (int i = 0; i < INTERRUPTIONS; i++) {
          LockSupport.parkNanos(BETWEEN_INTERRUPTIONS_NANOS);
          writer.interrupt();
        }
        assertThat(writer.isAlive()).isTrue();
        holder.go();
        assertThat(holder.finish()).containsExactly("held true");
        writer.join();
      }

      assertThat(threadbase.threads().path("t")).hasSize(1);
      assertThat(flag).isTrue();
      appendAndAskFlag(threadbase);
      assertThat(threadbase.threads().path("t")).hasSize(2);
    }
  }

  private static boolean appendAndAskFlag(Threadbase threadbase) {
    threadbase.threads().append("t", NewEntry.raw(EntryType.CUSTOM, "{}"));
    return Thread.interrupted();
  }
}
