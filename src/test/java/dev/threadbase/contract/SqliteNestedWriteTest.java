package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A write that is asked for by a write: it could only wait for itself. */
class SqliteNestedWriteTest {

  @Test
  void aProgressListenerThatWritesIsRefusedAndHangsNobody() {
    try (SqliteTestDatabase database = SqliteTestDatabase.create();
        Threadbase threadbase = Threadbase.open(database.config())) {
      AtomicInteger told = new AtomicInteger();
      ImportOptions writing =
          ImportOptions.DEFAULT.telling(
              bytes ->
                  threadbase
                      .threads()
                      .createThread(ThreadMeta.builder("told " + told.incrementAndGet()).build()));
      assertThatThrownBy(() -> threadbase.importer().importFile(Samples.PI_TREE, writing))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a write inside of a write");
      // What it wrote before the import began to write is its own affair.
      assertThat(threadbase.threads().listThreads(ListThreadsOptions.ALL))
          .extracting(ThreadMeta::id)
          .containsExactly("told 1");
      threadbase.threads().createThread(ThreadMeta.builder("goes on").build());
    }
  }
}
