package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportOptions;
import org.junit.jupiter.api.Test;

/** A write that is asked for by a write: it could only wait for itself. */
class SqliteNestedWriteTest {

  @Test
  void aProgressListenerThatWritesIsRefusedAndHangsNobody() {
    try (SqliteTestDatabase database = SqliteTestDatabase.create();
        Threadbase threadbase = Threadbase.open(database.config())) {
      ImportOptions writing =
          ImportOptions.DEFAULT.telling(
              bytes -> threadbase.threads().createThread(ThreadMeta.builder().build()));
      assertThatThrownBy(() -> threadbase.importer().importFile(Samples.PI_TREE, writing))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a write inside of a write");
      assertThat(threadbase.threads().listThreads(ListThreadsOptions.ALL)).isEmpty();
      threadbase.threads().createThread(ThreadMeta.builder("goes on").build());
    }
  }
}
