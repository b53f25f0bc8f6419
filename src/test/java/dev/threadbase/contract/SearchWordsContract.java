package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.message.Message;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.search.Snippet.Range;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a text is found by its words. */
abstract class SearchWordsContract extends Contract {

  private static final List<String> INSTRUCTIONS =
      List.of(
          "\"",
          "'",
          "NEAR",
          "NEAR(",
          "*",
          ":",
          "-",
          "^",
          "+",
          "(",
          ")",
          "{",
          "}",
          "\\",
          "\0",
          "🍵",
          "\ud800",
          "\udc00",
          "AND",
          "OR",
          "NOT",
          "tokens:",
          "<->",
          "&",
          "|",
          "!",
          ":*",
          "one",
          "two",
          " ",
          "%",
          "_",
          "?",
          "$1",
          ";",
          "--",
          "北",
          "é",
          "rank",
          "search_index");

  @BeforeEach
  void begin() {
    begin("a");
  }

  private void told(String id, String text) {
    threads.append("a", NewEntry.message(Message.user(text)).withId(id));
  }

  private List<String> found(String query) {
    return threadbase.search().search(SearchQuery.of(query).limit(100)).hits().stream()
        .map(SearchHit::entryId)
        .sorted()
        .toList();
  }

  @Test
  void everyWordMustOccurAndTheLastMayGoOn() {
    told("one", "Mint grows in the shade.");
    told("two", "Does basil grow in the shade, or does mint?");
    told("three", "Sage");
    assertThat(found("shade mint")).containsExactly("one", "two");
    assertThat(found("mint basil")).containsExactly("two");
    assertThat(found("grow")).containsExactly("one", "two");
    assertThat(found("grow in")).containsExactly("two");
    assertThat(found("grow* in")).containsExactly("one", "two");
    assertThat(found("sag")).containsExactly("three");
    assertThat(found("age")).isEmpty();
    assertThat(found("mint thyme")).isEmpty();
  }

  @Test
  void whatIsQuotedOrWrittenTogetherIsAPhrase() {
    told("one", "the old well");
    told("two", "well, the old");
    told("three", "call dev.threadbase.open() at the start");
    assertThat(found("\"old well\"")).containsExactly("one");
    assertThat(found("\"the old\"")).containsExactly("one", "two");
    assertThat(found("\"the ol\"")).isEmpty();
    assertThat(found("\"the ol\"*")).containsExactly("one", "two");
    assertThat(found("\"the ol")).containsExactly("one", "two");
    assertThat(found("“old well”")).containsExactly("one");
    assertThat(found("threadbase.open")).containsExactly("three");
    assertThat(found("threadbase.start")).isEmpty();
    assertThat(found("\"old well\" the")).containsExactly("one");
  }

  @Test
  void caseAccentsAndFormsOfLettersDoNotMatter() {
    told("one", "CRÈME brûlée, Straße, Ærø, ΟΔΥΣΣΕΎΣ, İstanbul, ﬁne, Ｗｉｄｅ, x²");
    told("two", "Cre\u0300me bru\u0302le\u0301e; soft\u00adware");
    for (String query :
        List.of(
            "creme",
            "Crème",
            "BRÛLÉE",
            "strasse",
            "aero",
            "οδυσσευς",
            "istanbul",
            "fine",
            "wide")) {
      assertThat(found(query)).as(query).contains("one");
    }
    assertThat(found("crème brulee")).containsExactly("one", "two");
    assertThat(found("software")).containsExactly("two");
    assertThat(found("x2")).containsExactly("one");
  }

  @Test
  void partsOfTextsWithoutSpacesAreFound() {
    told("zh", "我们明天去北京大学图书馆看书。");
    told("ja", "サーバーのデータベースを東京で再起動しました");
    told("th", "ฉันชอบดื่มชาเขียวตอนเช้า");
    told("ko", "학교에서 한국어를 배웠습니다");
    told("mixed", "用Java写的threadbase数据库，很快");
    assertThat(found("北")).containsExactly("zh");
    assertThat(found("书")).containsExactly("zh");
    assertThat(found("北京")).containsExactly("zh");
    assertThat(found("大学图")).containsExactly("zh");
    assertThat(found("京北")).isEmpty();
    assertThat(found("データベース")).containsExactly("ja");
    assertThat(found("ー")).containsExactly("ja");
    assertThat(found("起動し")).containsExactly("ja");
    assertThat(found("ช")).containsExactly("th");
    assertThat(found("ชา")).containsExactly("th");
    assertThat(found("เขียว")).containsExactly("th");
    assertThat(found("국어")).containsExactly("ko");
    assertThat(found("한국 학교")).containsExactly("ko");
    assertThat(found("threadbase数据")).containsExactly("mixed");
    assertThat(found("java")).containsExactly("mixed");
    assertThat(found("据库很快")).isEmpty();
    assertThat(found("据库，很快")).containsExactly("mixed");
    assertThat(found("\"写的 threadbase\"")).containsExactly("mixed");
    assertThat(found("的threadbase数据库")).containsExactly("mixed");
  }

  @Test
  void signsPartWordsAndAreNotFound() {
    told("one", "tea🍵time and 👩‍👩‍👧 family");
    assertThat(found("tea")).containsExactly("one");
    assertThat(found("time")).containsExactly("one");
    assertThat(found("tea 🍵")).containsExactly("one");
    assertThat(found("🍵")).isEmpty();
    assertThat(found("👩‍👩‍👧")).isEmpty();
    assertThat(found("")).isEmpty();
    assertThat(found(" \t\n")).isEmpty();
    assertThat(found("?! ... \"\" * -")).isEmpty();
  }

  @Test
  void noTextIsAnInstructionToTheDatabase() {
    told("one", "one NEAR two, it's \\ said: title:three AND (four OR five)");
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      StringBuilder query = new StringBuilder();
      random
          .ints(1 + random.nextInt(8), 0, INSTRUCTIONS.size())
          .forEach(n -> query.append(INSTRUCTIONS.get(n)));
      assertThat(found(query.toString())).isSubsetOf("one");
    }
    assertThat(found("NEAR two")).containsExactly("one");
    assertThat(found("not")).isEmpty();
    assertThat(found("five OR nothing")).isEmpty();
    assertThat(found("title:three")).containsExactly("one");
    assertThat(found("it's")).containsExactly("one");
  }

  @Test
  void longWordsAreFoundByTheirBeginning() {
    String word = "ab".repeat(40);
    told("one", "a word: " + word + " and so on");
    assertThat(found(word)).containsExactly("one");
    assertThat(found(word.substring(0, 64))).containsExactly("one");
    assertThat(found(word.substring(0, 30))).containsExactly("one");
    assertThat(found(word + "x")).containsExactly("one");
    assertThat(found("\"" + word.substring(0, 63) + "\"")).isEmpty();
  }

  @Test
  void limitsAreStated() {
    assertThat(found("x".repeat(SearchQuery.LONGEST_TEXT))).isEmpty();
    assertThat(found("x ".repeat(SearchQuery.LONGEST_TEXT / 2))).isEmpty();
    assertThatThrownBy(() -> SearchQuery.of("x".repeat(SearchQuery.LONGEST_TEXT + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchQuery.of("x").limit(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchQuery.of("x").limit(SearchQuery.MOST_HITS + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void snippetShowsTheBestPlaceAndWhatWasFoundThere() {
    told(
        "one",
        "mint ".repeat(3) + "x ".repeat(500) + "Where does mint\ngrow best? " + "y ".repeat(500));
    SearchHit hit = threadbase.search().search(SearchQuery.of("grow mint")).hits().get(0);
    String text = hit.snippet().text();
    assertThat(text).contains("Where does mint grow best?");
    assertThat(text.codePointCount(0, text.length())).isBetween(150, 200);
    assertThat(hit.snippet().cutBefore()).isTrue();
    assertThat(hit.snippet().cutAfter()).isTrue();
    assertThat(hit.snippet().matches().stream().map(range -> marked(text, range)))
        .containsExactly("mint", "grow");
  }

  private static String marked(String text, Range range) {
    return text.substring(range.start(), range.end());
  }
}

class SqliteSearchWordsTest extends SearchWordsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSearchWordsTest extends SearchWordsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
