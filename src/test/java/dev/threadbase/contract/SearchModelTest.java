package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both databases find what reading every text finds, whatever the texts and the queries are. */
class SearchModelTest {

  private static final int TEXTS = 300;
  private static final int QUERIES = 300;
  private static final List<String> PIECES =
      List.of(
          "mint", "mi", "Mint", "MINTS", "shade", "é", "été", "e", "a", "ab", "abc", "7", "42", "茶",
          "奶", "茶馆", "北京", "大", "mint茶", " ", " ", " ", " ", ", ", ".", "\n", "-", "_", "🍵", "'",
          "(", "/");

  private final Random random = new Random(11);

  @Test
  void bothDatabasesFindWhatReadingFinds() {
    List<String> texts = IntStream.range(0, TEXTS).mapToObj(i -> words(1 + i % 30)).toList();
    try (TestDatabase sqlite = SqliteTestDatabase.create();
        TestDatabase postgres = PostgresTestDatabase.create();
        Threadbase first = Threadbase.open(sqlite.config());
        Threadbase second = Threadbase.open(postgres.config())) {
      fill(first, texts);
      fill(second, texts);
      int found = 0;
      for (int i = 0; i < QUERIES; i++) {
        String query = query();
        List<String> expected =
            IntStream.range(0, TEXTS)
                .filter(n -> SearchModel.finds(query, texts.get(n)))
                .mapToObj(n -> "e" + n)
                .sorted()
                .toList();
        assertThat(found(first, query)).as("SQLite: %s", query).isEqualTo(expected);
        assertThat(found(second, query)).as("PostgreSQL: %s", query).isEqualTo(expected);
        found += expected.isEmpty() ? 0 : 1;
      }
      assertThat(found).isBetween(QUERIES / 5, QUERIES * 9 / 10);
    }
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    random.ints(count, 0, PIECES.size()).forEach(i -> text.append(PIECES.get(i)));
    return text.toString();
  }

  private String query() {
    StringBuilder query = new StringBuilder();
    int pieces = 1 + random.nextInt(3);
    for (int i = 0; i < pieces; i++) {
      String words = words(1 + random.nextInt(3));
      switch (random.nextInt(5)) {
        case 0 -> query.append('"').append(words).append('"');
        case 1 -> query.append('"').append(words).append("\"*");
        case 2 -> query.append(words).append('*');
        default -> query.append(words);
      }
      query.append(random.nextInt(5) == 0 ? "" : " ");
    }
    return query.toString();
  }

  private static void fill(Threadbase threadbase, List<String> texts) {
    threadbase.threads().createThread(ThreadMeta.builder("a").build());
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      entries.add(NewEntry.message(Message.user(texts.get(i))).withId("e" + i));
    }
    threadbase.threads().appendAll("a", entries, AppendOptions.DEFAULT);
  }

  private static List<String> found(Threadbase threadbase, String query) {
    return threadbase.search().search(SearchQuery.of(query).limit(TEXTS)).hits().stream()
        .map(SearchHit::entryId)
        .sorted()
        .toList();
  }
}
