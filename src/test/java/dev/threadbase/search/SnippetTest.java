package dev.threadbase.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnippetTest {

  private static Snippet snippet(String text, String query) {
    return Snippet.of(text, SearchTerm.parse(query));
  }

  private static List<String> marked(Snippet snippet) {
    return snippet.matches().stream()
        .map(range -> snippet.text().substring(range.start(), range.end()))
        .toList();
  }

  @Test
  void shortTextsAreWhole() {
    Snippet snippet = snippet("Mint\tgrows\nin minty shade", "mint");
    assertThat(snippet.text()).isEqualTo("Mint grows in minty shade");
    assertThat(marked(snippet)).containsExactly("Mint", "minty");
    assertThat(snippet.cutBefore() || snippet.cutAfter()).isFalse();
    assertThat(snippet("nothing here", "mint").matches()).isEmpty();
    assertThat(snippet("", "mint").text()).isEmpty();
  }

  @Test
  void phrasesAndCharactersAreMarkedAsTheyStand() {
    assertThat(marked(snippet("the old, OLD well", "\"old well\""))).containsExactly("OLD well");
    assertThat(marked(snippet("明天去北京大学", "京大"))).containsExactly("京大");
    assertThat(marked(snippet("明天去北京大学", "京"))).containsExactly("京");
    assertThat(marked(snippet("a a a b", "\"a a b\""))).containsExactly("a a b");
    assertThat(marked(snippet("Crème", "creme"))).containsExactly("Crème");
  }

  @Test
  void longWordsOfOneLineAreCutBetweenCharacters() {
    String family = "👩\u200d👩\u200d👧";
    Snippet snippet = snippet(family.repeat(60) + "mint" + family.repeat(90), "mint");
    assertThat(marked(snippet)).containsExactly("mint");
    assertThat(snippet.text()).startsWith(family).endsWith(family);
    assertThat(snippet.cutBefore() && snippet.cutAfter()).isTrue();
  }

  @Test
  void noSnippetIsLongOrBroken() {
    Random random = new Random(9);
    List<String> parts =
        List.of("mint ", "x", "é", "e\u0301", "🍵", "北京", "\n", " ", "👍🏽", "\ud800");
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(900), 0, parts.size()).forEach(n -> text.append(parts.get(n)));
      Snippet snippet = snippet(text.toString(), "mint 京");
      String shown = snippet.text();
      assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(SnippetMaker.LENGTH);
      assertThat(text.toString().replace('\n', ' ')).contains(shown);
      assertThat(snippet.cutBefore() || text.toString().replace('\n', ' ').startsWith(shown))
          .isTrue();
      if (!shown.isEmpty()) {
        assertThat(Character.isLowSurrogate(shown.charAt(0))).isFalse();
      }
      int last = 0;
      for (Snippet.Range range : snippet.matches()) {
        assertThat(range.start()).isGreaterThanOrEqualTo(last);
        assertThat(range.end()).isBetween(range.start() + 1, shown.length());
        last = range.end();
      }
    }
  }
}
