package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PageRequest;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Nothing that somebody said is in an exception or in a text made for logs. */
abstract class PrivacyContract extends Contract {

  static final String SECRET = "swordfish-4711";

  @Test
  void noExceptionQuotesWhatWasSaid() {
    begin("a");
    NewEntry secret = NewEntry.message(Message.user(SECRET)).withId("one");
    threads.append("a", secret);
    NewEntry broken = NewEntry.raw(EntryType.CUSTOM, SECRET + "\0");
    NewEntry other = NewEntry.message(Message.user(SECRET + "!")).withId("one");
    Entry raw = threads.append("a", NewEntry.raw(EntryType.CUSTOM, "[\"" + SECRET + "\""));
    for (ThrowingCallable failing :
        List.<ThrowingCallable>of(
            () -> threads.append("a", secret),
            () -> threads.append("a", other, AppendOptions.DEFAULT.idempotently()),
            () -> threads.append("a", secret.withId("x"), AppendOptions.DEFAULT.after("none")),
            () ->
                threads.append("a", secret.withId("x"), AppendOptions.DEFAULT.expectingLeaf("no")),
            () -> threads.append("none", secret),
            () -> threads.append("a", broken),
            () ->
                threads.updateThread("none", ThreadUpdate.NOTHING.title(Title.of(SECRET, "host"))),
            raw::content)) {
      assertThat(everything(catchThrowable(failing))).isNotEmpty().doesNotContain("swordfish");
    }
  }

  @Test
  void noExceptionQuotesWhatTheDatabaseRefused() throws SQLException {
    begin("a");
    NewEntry secret = NewEntry.message(Message.user(SECRET));
    Sql.run(database, "ALTER TABLE entries RENAME TO entries_gone");
    Throwable refused = catchThrowable(() -> threads.append("a", secret));
    assertThat(refused).isInstanceOf(StoreUnavailable.class);
    assertThat(everything(refused)).doesNotContain("swordfish");
    assertThat(
            everything(
                catchThrowable(
                    () -> threads.appendAll("a", List.of(secret, secret), AppendOptions.DEFAULT))))
        .doesNotContain("swordfish");
  }

  @Test
  void textsForLogsNameIdsOnly() {
    threads.createThread(
        ThreadMeta.builder("a")
            .title(Title.of(SECRET, "host"))
            .metadata(Map.of("k", SECRET))
            .build());
    Message said =
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Text(SECRET),
                new Part.Reasoning(SECRET, SECRET, SECRET),
                new Part.ToolCall("c", SECRET, SECRET),
                new Part.ToolResult("c", SECRET, List.of(new Part.Text(SECRET)), false),
                new Part.Media("image/png", SECRET, SECRET),
                new Part.Opaque("kind", SECRET)),
            Map.of("k", SECRET));
    Entry entry = threads.appendMessage("a", "turn", said);
    List<Object> logged = new ArrayList<>(said.parts());
    logged.addAll(List.of(said, entry, entry.content(), NewEntry.message(said)));
    logged.addAll(List.of(threads.thread("a"), ThreadUpdate.NOTHING.status(SECRET)));
    logged.add(threads.path("a", null, PageRequest.first(1)));
    logged.add(ThreadbaseConfig.of("jdbc:postgresql://h/d?password=" + SECRET).login("u", SECRET));
    for (Object object : logged) {
      assertThat(object.toString()).isNotEmpty().doesNotContain("swordfish");
    }
  }

  private static String everything(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause).append('\n');
      for (Throwable other : cause.getSuppressed()) {
        text.append(everything(other));
      }
    }
    return text.toString();
  }
}

class SqlitePrivacyTest extends PrivacyContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPrivacyTest extends PrivacyContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
