package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which messages a search looks at, in which thread it shows them, and in which order. */
abstract class SearchScopeContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private List<SearchHit> hits(SearchQuery query) {
    return threadbase.search().search(query).hits();
  }

  /** Entry and thread of every hit. */
  private List<String> found(SearchQuery query) {
    return hits(query).stream().map(hit -> hit.entryId() + "@" + hit.threadId()).toList();
  }

  private List<String> found(String text) {
    return found(SearchQuery.of(text));
  }

  private void delete(String threadId) throws Exception {
    Sql.run(
        database,
        "UPDATE threads SET deleted_at_ns = 1, head_open = 0 WHERE thread_id = '" + threadId + "'");
  }

  @Test
  void messagesOfEveryRoleAreFoundByWhatIsSaid() {
    begin("a");
    threads.append("a", NewEntry.message(Message.system("word of the system")).withId("system"));
    threads.append("a", NewEntry.message(Message.assistant("word of the model")).withId("model"));
    Message other = new Message(new Role("critic"), List.of(new Part.Text("word of a critic")));
    threads.append("a", NewEntry.message(other).withId("critic"));
    Message call =
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("hidden thought", null, null),
                new Part.Text("word before"),
                new Part.ToolCall("c", "look", "{\"hidden\":1}"),
                new Part.Text("behind the call")));
    threads.append("a", NewEntry.message(call).withId("call"));
    threads.append("a", NewEntry.message(Message.toolResult("c", "look", "hidden result")));
    threads.append("a", NewEntry.raw(EntryType.CUSTOM, "{\"text\":\"hidden payload\"}"));
    threads.append("a", NewEntry.raw(EntryType.CUSTOM, "{\"v\":1,\"message\":\"hidden text\"}"));
    Content summary = Content.EMPTY.withSummary("hidden \"text\"");
    threads.append("a", NewEntry.of(EntryType.BRANCH_SUMMARY, summary));
    assertThat(found("word"))
        .containsExactlyInAnyOrder("system@a", "model@a", "critic@a", "call@a");
    assertThat(found("\"before behind\"")).containsExactly("call@a");
    assertThat(found("hidden")).isEmpty();
    assertThat(found(SearchQuery.of("word").saidBy("critic"))).containsExactly("critic@a");
    assertThat(found(SearchQuery.of("word").saidBy("nobody"))).isEmpty();
  }

  @Test
  void forksShareTheirHits() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    say("f", "two-more");
    assertThat(found("two")).containsExactlyInAnyOrder("two@a", "two-more@f");
    assertThat(found(SearchQuery.of("two").inThread("f")))
        .containsExactlyInAnyOrder("two@f", "two-more@f");
    assertThat(found(SearchQuery.of("three").inThread("f"))).isEmpty();
    assertThat(found(SearchQuery.of("one").inThread("none"))).isEmpty();
  }

  @Test
  void branchesThatWereLeftAreSearchedIfAsked() {
    beginWithThree();
    sayAfter("a", "one", "other");
    assertThat(found("three")).isEmpty();
    assertThat(found("one")).containsExactly("one@a");
    assertThat(found("other")).containsExactly("other@a");
    assertThat(found(SearchQuery.of("three").withAbandoned())).containsExactly("three@a");
    threads.fork(ForkOptions.of("a").at("three").as("f"));
    assertThat(found("three")).containsExactly("three@f");
    assertThat(found(SearchQuery.of("three").withAbandoned())).containsExactly("three@a");
    threads.moveLeaf("f", null);
    assertThat(found("three")).isEmpty();
    assertThat(found(SearchQuery.of("three").withAbandoned().inThread("f")))
        .containsExactly("three@f");
    threads.moveLeaf("a", "three");
    assertThat(found("three")).containsExactly("three@a");
    assertThat(found("other")).isEmpty();
  }

  @Test
  void deletedThreadsAreSearchedIfAsked() throws Exception {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    threads.fork(ForkOptions.of("f").as("g"));
    delete("a");
    assertThat(found("two")).containsExactly("two@f");
    assertThat(found("three")).isEmpty();
    assertThat(found(SearchQuery.of("three").withAbandoned())).isEmpty();
    assertThat(found(SearchQuery.of("three").withDeleted())).containsExactly("three@a");
    assertThat(found(SearchQuery.of("two").withDeleted())).containsExactly("two@a");
    delete("f");
    assertThat(found("two")).containsExactly("two@g");
    Sql.run(database, "UPDATE threads SET deleted_at_ns = NULL");
    assertThat(found("three")).containsExactly("three@a");
  }

  @Test
  void whatIsDeletedForGoodIsGone() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    threads.deleteThread("a");
    assertThat(found("one")).containsExactly("one@f");
    SearchQuery everything = SearchQuery.of("three").withDeleted().withAbandoned();
    assertThat(found(everything)).isEmpty();
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM search_rows")).isEqualTo(2);
    threads.deleteThread("f");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM search_rows")).isZero();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void workspacesSessionsAndTimesNarrowTheSearch() {
    threads.createThread(ThreadMeta.builder("w").sessionId("s").workspace("/garden").build());
    threads.createThread(ThreadMeta.builder("x").sessionId("t").build());
    threads.append("w", saying("mint1").at(NOON));
    threads.append("w", saying("mint2").at(NOON.plusNanos(1)));
    threads.append("x", saying("mint3").at(NOON.plusNanos(2)));
    threads.fork(ForkOptions.of("w").at("mint1").as("f"));
    SearchQuery mint = SearchQuery.of("mint");
    assertThat(found(mint)).containsExactly("mint3@x", "mint2@w", "mint1@w");
    assertThat(found(mint.inWorkspace("/garden"))).containsExactly("mint2@w", "mint1@w");
    assertThat(found(mint.inWorkspace("/nowhere"))).isEmpty();
    assertThat(found(mint.inSession("t"))).containsExactly("mint3@x");
    assertThat(found(mint.between(NOON.plusNanos(1), null))).containsExactly("mint3@x", "mint2@w");
    assertThat(found(mint.between(NOON, NOON.plusNanos(1)))).containsExactly("mint1@w");
    assertThat(hits(mint.inSession("s")))
        .allSatisfy(hit -> assertThat(hit.workspace()).isEqualTo("/garden"))
        .allSatisfy(hit -> assertThat(hit.role()).isEqualTo("user"));
    assertThat(hits(mint.between(NOON, NOON.plusNanos(1))).get(0).createdAt()).isEqualTo(NOON);
    assertThatThrownBy(() -> found(mint.inWorkspace("\0"))).isInstanceOf(InvalidData.class);
  }

  @Test
  void theBestComeFirstAndThenTheNewest() {
    begin("a");
    threads.append("a", saying("long").at(NOON));
    String filler =
        IntStream.range(0, 200).mapToObj(i -> " filler" + i).collect(Collectors.joining());
    told("seldom", "saffron once" + filler, 1);
    told("often", "saffron and saffron and more saffron", 2);
    told("old", "saffron once", 3);
    told("new", "saffron once", 4);
    assertThat(found("saffron")).containsExactly("often@a", "new@a", "old@a", "seldom@a");
    assertThat(found(SearchQuery.of("saffron").limit(2))).containsExactly("often@a", "new@a");
    assertThat(hits(SearchQuery.of("saffron")))
        .extracting(SearchHit::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  private void told(String id, String text, int seconds) {
    threads.append(
        "a", NewEntry.message(Message.user(text)).withId(id).at(NOON.plusSeconds(seconds)));
  }

  @Test
  void aFullPageIsFoundBehindManyThatMayNotBeShown() throws Exception {
    for (String thread : List.of("a", "b")) {
      begin(thread);
      List<NewEntry> entries =
          IntStream.range(0, 180)
              .mapToObj(i -> saying("mint-" + thread + i).at(NOON.plusSeconds(i)))
              .toList();
      threads.appendAll(thread, entries, AppendOptions.DEFAULT);
      delete(thread.equals("a") ? "none" : "a");
    }
    List<SearchHit> page = hits(SearchQuery.of("mint").limit(150));
    assertThat(page).hasSize(150).allMatch(hit -> hit.threadId().equals("b"));
    assertThat(page).extracting(SearchHit::entryId).doesNotHaveDuplicates();
    assertThat(page.get(0).entryId()).isEqualTo("mint-b179");
  }

  @Test
  void aManyLevelsDeepForkIsReached() throws Exception {
    beginWithThree();
    String last = "a";
    for (int i = 0; i < 30; i++) {
      threads.fork(ForkOptions.of(last).as("f" + i));
      delete(last);
      last = "f" + i;
    }
    assertThat(found("one")).containsExactly("one@f29");
    delete(last);
    assertThat(found("one")).isEmpty();
  }
}

class SqliteSearchScopeTest extends SearchScopeContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSearchScopeTest extends SearchScopeContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
