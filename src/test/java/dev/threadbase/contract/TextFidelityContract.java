package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ListThreadsOptions.Cursor;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadMetaBuilder;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given comes back exactly, or is refused before anything is written. */
abstract class TextFidelityContract extends Contract {

  static final List<String> PAYLOADS =
      List.of(
          "",
          "{}",
          "not JSON at all",
          "{\"b\": 1,  \"a\" : 2, \"b\":3}",
          "{\"n\":1.0e2,\"m\":1.10,\"big\":123456789012345678901234567890.123}",
          "{\"nul\":\"\\u0000\",\"lone\":\"\\ud800\"}",
          " \t\r\n leading and trailing \n",
          "quote ' double \" backslash \\ percent % colon :name question ? dollar $1 ${x} <y>",
          "e\u0301 é \uFEFF \u2028 \u200D 🧵 \uDBFF\uDFFF \uFFFF",
          "\u0001\u001f\u007f\u0080");

  @Test
  void payloadsComeBackByteForByte() {
    begin("a");
    for (String payload : PAYLOADS) {
      Entry stored = threads.append("a", NewEntry.raw(EntryType.CUSTOM, payload));
      assertThat(stored.payload()).isEqualTo(payload);
    }
    List<NewEntry> batch =
        PAYLOADS.stream().map(payload -> NewEntry.raw(EntryType.CUSTOM, payload)).toList();
    threads.appendAll("a", batch, AppendOptions.DEFAULT);
    List<String> twice = new ArrayList<>(PAYLOADS);
    twice.addAll(PAYLOADS);
    assertThat(threads.path("a").stream().map(Entry::payload)).isEqualTo(twice);
    reopened();
    assertThat(threads.path("a").stream().map(Entry::payload)).isEqualTo(twice);
  }

  @Test
  void longPayloadsComeBackByteForByte() {
    begin("a");
    String payload = "0123456789abcdef🧵".repeat(200_000);
    say("a", "before");
    threads.append("a", NewEntry.raw(EntryType.CUSTOM, payload).withId("long"));
    say("a", "after");
    reopened();
    assertThat(threads.entry("a", "long").payload().equals(payload)).isTrue();
    assertThat(ids(threads.path("a"))).containsExactly("before", "long", "after");
  }

  @Test
  void payloadHashIsTheDigestOfTheBytes() throws Exception {
    begin("a");
    for (String payload : PAYLOADS) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
      assertThat(threads.append("a", NewEntry.raw(EntryType.CUSTOM, payload)).payloadHash())
          .isEqualTo("1:" + HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void idsAndNamesComeBackExactly() {
    String odd = " O'Neil \"x\" \\ 🧵 e\u0301 %_ \n ";
    threads.createThread(
        ThreadMeta.builder(odd).sessionId("s" + odd).metadata(Map.of(odd, odd)).build());
    threads.append(odd, new NewEntry(new EntryType(odd), odd, odd, odd, odd, "{}", odd, null));
    Entry entry = threads.entry(odd, odd);
    assertThat(List.of(entry.id(), entry.type().name(), entry.turnId(), entry.role()))
        .containsOnly(odd);
    assertThat(List.of(entry.model(), entry.toolName(), entry.threadId())).containsOnly(odd);
    assertThat(threads.thread(odd).metadata()).isEqualTo(Map.of(odd, odd));
    assertThat(threads.thread(odd).sessionId()).isEqualTo("s" + odd);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul \0", "\ud83e", "\udd71", "\udd71\ud83e", "tail \ud83e"})
  void textThatCannotBeStoredIsRefusedInEveryEntry(String broken) {
    begin("a");
    say("a", "one");
    NewEntry fine = saying("two");
    for (ThrowingCallable write :
        List.<ThrowingCallable>of(
            () -> threads.append("a", NewEntry.raw(EntryType.CUSTOM, broken)),
            () -> threads.append("a", NewEntry.raw(new EntryType(broken), "{}")),
            () -> threads.append("a", fine.withId(broken)),
            () -> threads.append("a", fine.inTurn(broken)),
            () -> threads.append("a", withNames(broken, "m", "t")),
            () -> threads.append("a", withNames("r", broken, "t")),
            () -> threads.append("a", withNames("r", "m", broken)),
            () -> threads.append("a", fine, AppendOptions.DEFAULT.after(broken)),
            () -> threads.append("a", fine, AppendOptions.DEFAULT.expectingLeaf(broken)),
            () -> threads.append(broken, fine))) {
      assertThatThrownBy(write).isInstanceOf(InvalidData.class).hasMessageNotContaining(broken);
    }
    assertThat(ids(threads.entries("a"))).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul \0", "\ud83e", "\udd71", "\udd71\ud83e", "tail \ud83e"})
  void textThatCannotBeStoredIsRefusedInEveryThread(String broken) {
    begin("a");
    ThreadMetaBuilder fine = ThreadMeta.builder("b");
    Title title = new Title("t", broken, null, null, null);
    for (ThreadMeta refused :
        List.of(
            ThreadMeta.builder(broken).build(),
            fine.sessionId(broken).build(),
            fine.sessionId(null).workspace(broken).build(),
            fine.workspace(null).title(title).build(),
            fine.title(Title.NONE).metadata(Map.of(broken, "v")).build(),
            fine.metadata(Map.of("k", broken)).build())) {
      assertThatThrownBy(() -> threads.createThread(refused)).isInstanceOf(InvalidData.class);
    }
    for (ThreadUpdate refused :
        List.of(
            ThreadUpdate.NOTHING.status(broken),
            ThreadUpdate.NOTHING.title(title),
            ThreadUpdate.NOTHING.metadata(Map.of("k", broken)),
            ThreadUpdate.NOTHING.metadata(Map.of(broken, "v")))) {
      assertThatThrownBy(() -> threads.updateThread("a", refused)).isInstanceOf(InvalidData.class);
    }
    assertThatThrownBy(() -> threads.fork(ForkOptions.of("a").as(broken)))
        .isInstanceOf(InvalidData.class);
    assertThat(threads.listThreads(ListThreadsOptions.ALL)).hasSize(1);
    assertThat(threads.thread("a").version()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul \0", "\ud83e"})
  void textThatCannotBeStoredIsRefusedInEveryQuestionToo(String broken) {
    // A driver would send an unpaired surrogate as a question mark and find these.
    begin("?");
    say("?", "?");
    for (ThrowingCallable question :
        List.<ThrowingCallable>of(
            () -> threads.thread(broken),
            () -> threads.findThread(broken),
            () -> threads.entry("?", broken),
            () -> threads.entries(broken),
            () -> threads.streamEntries(broken),
            () -> threads.path(broken),
            () -> threads.path("?", broken),
            () -> threads.moveLeaf("?", broken),
            () -> threads.deleteThread(broken),
            () -> threads.fork(ForkOptions.of(broken)),
            () -> threads.fork(ForkOptions.of("?").at(broken)),
            () -> threads.updateThread(broken, ThreadUpdate.NOTHING),
            () -> threads.listThreads(ListThreadsOptions.ALL.inWorkspace(broken)),
            () ->
                threads.listThreads(
                    ListThreadsOptions.ALL.after(new Cursor(Instant.EPOCH, broken))),
            () -> threadbase.lineage().ancestors(broken),
            () -> threadbase.lineage().session(broken))) {
      assertThatThrownBy(question).isInstanceOf(InvalidData.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "1678-01-01T00:00:00.000000001Z",
        "2261-12-31T23:59:59.999999999Z",
        "2026-03-29T02:30:00.123456789Z"
      })
  void timesAreKeptToTheNanosecond(String text) {
    Instant time = Instant.parse(text);
    threads.createThread(ThreadMeta.builder("a").createdAt(time).lastViewedAt(time).build());
    threads.append("a", saying("one").at(time));
    reopened();
    assertThat(threads.thread("a").createdAt()).isEqualTo(time);
    assertThat(threads.thread("a").lastViewedAt()).isEqualTo(time);
    assertThat(threads.thread("a").updatedAt()).isEqualTo(time);
    assertThat(threads.entry("a", "one").createdAt()).isEqualTo(time);
    assertThat(threads.listThreads(ListThreadsOptions.ALL.created(time, null))).hasSize(1);
    assertThat(threads.listThreads(ListThreadsOptions.ALL.created(null, time))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1600-01-01T00:00:00Z", "2263-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z"})
  void timesThatCannotBeKeptAreRefused(String text) {
    Instant time = Instant.parse(text);
    begin("a");
    ThreadMeta refused = ThreadMeta.builder("b").createdAt(time).build();
    assertThatThrownBy(() -> threads.createThread(refused))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> threads.append("a", saying("one").at(time)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(threads.findThread("b")).isEmpty();
    assertThat(threads.entries("a")).isEmpty();
  }

  private static NewEntry withNames(String role, String model, String tool) {
    return new NewEntry(EntryType.CUSTOM, null, role, model, tool, "{}", null, null);
  }
}

class SqliteTextFidelityTest extends TextFidelityContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresTextFidelityTest extends TextFidelityContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
