package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What fork, delete, archive, migrate and verify do and print. */
abstract class WritingCommandsContract extends CommandContract {

  private Entry first;
  private Entry second;

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().createThread(ThreadMeta.builder("a").build());
      first = threadbase.threads().appendMessage("a", null, Message.user("one"));
      second = threadbase.threads().appendMessage("a", null, Message.user("two"));
    }
  }

  @Test
  void forkPrintsTheNewThread() {
    JsonNode fork =
        run("fork", "a", "--at", first.id(), "--id", "f", "--json").ok().objects().get(0);
    assertThat(fork.get("thread_id").asString()).isEqualTo("f");
    assertThat(fork.get("forked_from_thread_id").asString()).isEqualTo("a");
    assertThat(fork.get("forked_from_entry_id").asString()).isEqualTo(first.id());
    assertThat(fork.get("entries").asLong()).isEqualTo(1);
    assertThat(run("show", "f", "--json").texts("text")).containsExactly("one");
  }

  @Test
  void forkPrintsAnIdThatOtherCommandsTake() {
    String id = run("fork", "a").ok().out().strip();
    assertThat(run("show", id, "--json").ok().texts("text")).containsExactly("one", "two");
    run("fork", "a", "--before", second.id(), "--id", "b").ok();
    assertThat(run("show", "b", "--json").texts("text")).containsExactly("one");
  }

  @Test
  void forkRefusesTakenIdAndStrangeEntry() {
    run("fork", "a", "--id", "a").failed(1, "thread already exists: a");
    run("fork", "a", "--at", "no").failed(1, "entry not found in thread a: no");
    Run both = run("fork", "a", "--at", first.id(), "--before", first.id());
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.out()).isEmpty();
    assertThat(run("threads", "--json").objects()).hasSize(1);
  }

  @Test
  void deleteRemovesThread() {
    Run run = run("delete", "a");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("deleted thread a" + System.lineSeparator());
    run("delete", "a").failed(1, "thread not found: a");
  }

  @Test
  void aRestorableDeletionIsTakenBackOrPurged() {
    assertThat(run("delete", "a", "--restorable").err())
        .isEqualTo("deleted thread a; undelete takes it back" + System.lineSeparator());
    assertThat(run("threads", "--json").ok().objects()).isEmpty();
    assertThat(run("threads", "--deleted", "--json").ok().texts("thread_id")).containsExactly("a");
    assertThat(run("threads", "--recent", "--json").ok().objects()).isEmpty();
    assertThat(run("undelete", "a", "--json").ok().texts("thread_id")).containsExactly("a");
    assertThat(run("threads", "--json").ok().objects()).hasSize(1);
    assertThat(run("threads", "--recent", "--json").ok().texts("thread_id")).containsExactly("a");
    assertThat(run("threads", "--deleted", "--after", "a").code()).isEqualTo(2);
    run("undelete", "a").failed(1, "thread a is not deleted, or has been for too long");
    run("undelete", "nobody").failed(1, "thread not found: nobody");
    run("delete", "nobody", "--restorable").failed(1, "thread not found: nobody");
    assertThat(run("delete", "a", "--restorable").code()).isZero();
    assertThat(run("purge").err()).isEqualTo("purged 0 threads" + System.lineSeparator());
    assertThat(run("purge", "--days", "0").err())
        .isEqualTo("purged 1 thread" + System.lineSeparator());
    run("show", "a").failed(1, "thread not found: a");
    assertThat(run("delete", "a", "--restorable", "--force").code()).isEqualTo(2);
    assertThat(run("purge", "--days", "-1").code()).isEqualTo(2);
  }

  @Test
  void archiveLeavesThreadOutOfListsUntilUndone() {
    assertThat(run("archive", "a").out()).isEmpty();
    assertThat(run("threads", "--json").ok().objects()).isEmpty();
    assertThat(
            run("archive", "--undo", "a", "--json")
                .ok()
                .objects()
                .get(0)
                .get("archived")
                .asBoolean())
        .isFalse();
    assertThat(run("threads", "--json").ok().texts("thread_id")).containsExactly("a");
    run("archive", "nobody").failed(1, "thread not found: nobody");
  }

  @Test
  void verifyReportsHealthAndDamage() throws Exception {
    assertThat(run("verify", "--json").ok().out())
        .isEqualTo(
            "{\"entries\":2,\"threads\":1,\"segments\":1,\"problems\":[],\"complete\":true}\n");
    assertThat(run("verify").ok().out())
        .isEqualTo("2 entries, 1 threads, 1 segments: no problems\n");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE threads SET head_length = 9");
    }
    Run damaged = run("verify", "--json");
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.err())
        .isEqualTo("threadbase: the database is damaged: 1 problem" + System.lineSeparator());
    JsonNode problem = damaged.objects().get(0).get("problems").get(0);
    assertThat(names(problem)).containsExactly("code", "session_id", "where", "message");
    assertThat(problem.get("where").asString()).isEqualTo("thread a");
    assertThat(run("verify").lines()).hasSize(2).first().asString().startsWith("head_length: ");
  }

  @Test
  void migrateMayBeRepeated() {
    Run run = run("migrate");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
  }
}

class SqliteWritingCommandsTest extends WritingCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresWritingCommandsTest extends WritingCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
