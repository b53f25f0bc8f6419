package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A text of any length is found, from its first word to its last, and so are its neighbours. */
abstract class SearchSizeContract extends Contract {

  private List<String> found(String text) {
    return threadbase.search().search(SearchQuery.of(text)).hits().stream()
        .map(SearchHit::entryId)
        .sorted()
        .toList();
  }

  private void told(String id, String text) {
    threads.append("a", NewEntry.message(Message.user(text)).withId(id));
  }

  @Test
  void megabytesAreFoundAndSoAreBothNeighbours() {
    begin("a");
    told("before", "saffron before");
    StringBuilder text = new StringBuilder("alpha beginning ");
    Random random = new Random(3);
    while (text.length() < 1 << 20) {
      text.append(Long.toString(random.nextLong(1 << 16), 36))
          .append(random.nextInt(9) == 0 ? ".\n" : " ");
    }
    text.append("saffron omega ");
    while (text.length() < 2 << 20) {
      text.append(random.nextInt(40)).append(' ');
    }
    text.append("the very end");
    told("long", text.toString());
    told("behind", "saffron behind");
    assertThat(found("saffron")).containsExactly("before", "behind", "long");
    assertThat(found("alpha")).containsExactly("long");
    assertThat(found("\"saffron omega\"")).containsExactly("long");
    assertThat(found("alpha \"very end\"")).containsExactly("long");
    assertThat(found("end beginning omega")).containsExactly("long");
    assertThat(found("end before")).isEmpty();
    assertThat(found("alpha unsaid")).isEmpty();
    assertThat(threadbase.verify().problems()).isEmpty();
    SearchHit hit = threadbase.search().search(SearchQuery.of("\"saffron omega\"")).hits().get(0);
    assertThat(hit.snippet().text()).contains("saffron omega");
    threads.deleteThread("a");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM search_rows")).isZero();
  }

  @Test
  void noSeamHidesAPhrase() {
    begin("a");
    List<String> words = IntStream.range(0, 9_000).mapToObj(i -> "w" + i).toList();
    told("long", String.join(" ", words));
    // A row on PostgreSQL ends before words 4,000 and 7,936.
    List<Integer> places =
        IntStream.iterate(3_925, i -> i < 8_010, i -> i + (i > 4_010 && i < 7_850 ? 640 : 13))
            .boxed()
            .toList();
    for (int i : places) {
      String phrase = String.join(" ", words.subList(i, i + 64));
      assertThat(found("\"" + phrase + "\"")).as("at %d", i).containsExactly("long");
    }
    assertThat(found("\"w1 w3\"")).isEmpty();
    assertThat(found("w1 w8999")).containsExactly("long");
  }

  @Test
  void aWordThatIsSaidOverAndOverHidesNothing() {
    begin("a");
    told("long", "tea ".repeat(3_000) + "milk " + "tea ".repeat(2_000) + "sugar");
    assertThat(found("\"tea milk tea\"")).containsExactly("long");
    assertThat(found("\"tea sugar\"")).containsExactly("long");
    assertThat(found("\"tea tea sugar\" milk")).containsExactly("long");
    assertThat(found("\"milk sugar\"")).isEmpty();
    told("run", "茶".repeat(3_000) + "奶" + "茶".repeat(500));
    assertThat(found("茶奶茶")).containsExactly("run");
    assertThat(found("奶茶奶")).isEmpty();
  }

  @Test
  void manyLongTextsInOneAppendAreFound() {
    begin("a");
    List<NewEntry> entries =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    NewEntry.message(Message.user(filler(i, 9_000) + " last" + i))
                        .withId("entry" + i))
            .toList();
    threads.appendAll("a", entries.subList(0, 2), AppendOptions.DEFAULT);
    threads.appendAll("a", entries.subList(2, 12), AppendOptions.DEFAULT);
    IntStream.range(0, 12)
        .forEach(i -> assertThat(found("last" + i + "* f" + i + "x7")).contains("entry" + i));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private static String filler(int number, int words) {
    return IntStream.range(0, words)
        .mapToObj(i -> "f" + number + "x" + i)
        .collect(Collectors.joining(" "));
  }
}

class SqliteSearchSizeTest extends SearchSizeContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSearchSizeTest extends SearchSizeContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
