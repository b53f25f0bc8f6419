package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.testkit.*;
import dev.threadbase.thread.*;
import org.junit.jupiter.api.Test;

abstract class SmokeContract extends Contract {
  @Test
  void all() {
    ThreadMeta t = threads.createThread(ThreadMeta.builder("a").build());
    Entry one = threads.appendMessage("a", "t1", Message.user("hi"));
    Entry two = threads.appendMessage("a", "t1", Message.assistant("ho"));
    ThreadMeta f = threads.fork(ForkOptions.of("a").at(one.id()));
    Entry three = threads.appendMessage(f.id(), "t1", Message.assistant("hu"));
    assertThat(threads.path("a")).containsExactly(one, two);
    assertThat(threads.path(f.id())).containsExactly(one, three);
    assertThat(threads.entries(f.id())).containsExactly(one, three);
    Entry four =
        threads.append(
            "a", NewEntry.message(Message.user("x")), AppendOptions.DEFAULT.after(one.id()));
    assertThat(threads.path("a")).containsExactly(one, four);
    assertThat(threads.path("a", two.id())).containsExactly(one, two);
    assertThat(threads.entries("a")).containsExactly(one, two, four);
    assertThat(threadbase.lineage().session(t.sessionId()).segments()).hasSize(3);
    threads.deleteThread("a");
    assertThat(threads.path(f.id())).containsExactly(one, three);
    assertThat(threads.listThreads(ListThreadsOptions.ALL)).hasSize(1);
    threads.deleteThread(f.id());
    assertThat(threads.listThreads(ListThreadsOptions.ALL)).isEmpty();
  }
}

class SqliteSmokeTest extends SmokeContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSmokeTest extends SmokeContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
