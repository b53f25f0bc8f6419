package dev.threadbase.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTermTest {

  private static SearchTerm word(String... tokens) {
    return new SearchTerm(List.of(tokens), false);
  }

  private static SearchTerm start(String... tokens) {
    return new SearchTerm(List.of(tokens), true);
  }

  @Test
  void theLastBareWordAndAStarredOneMayGoOn() {
    assertThat(SearchTerm.parse("Mint in shade"))
        .containsExactly(word("mint"), word("in"), start("shade"));
    assertThat(SearchTerm.parse("min* shade !")).containsExactly(start("min"), start("shade"));
    assertThat(SearchTerm.parse("mint \"in shade\""))
        .containsExactly(word("mint"), word("in", "shade"));
    assertThat(SearchTerm.parse("\"in shade\"* x"))
        .containsExactly(start("in", "shade"), start("x"));
    assertThat(SearchTerm.parse("a.b c-d")).containsExactly(word("a", "b"), start("c", "d"));
    assertThat(SearchTerm.parse(" \"\" * ... ")).isEmpty();
  }

  @Test
  void charactersWithoutSpacesMayStandAnywhereInARun() {
    assertThat(SearchTerm.parse("\"北京大\" x")).containsExactly(word("北京", "京大"), start("x"));
    assertThat(SearchTerm.parse("\"北\"")).containsExactly(start("北"));
    assertThat(SearchTerm.parse("北京b")).containsExactly(start("北京", "京", "b"));
    assertThat(SearchTerm.parse("a北")).containsExactly(start("a", "北"));
  }

  @Test
  void aPhraseIsCutAtItsLimit() {
    List<SearchTerm> terms = SearchTerm.parse("\"" + "w ".repeat(100) + "\"");
    assertThat(terms).containsExactly(new SearchTerm(Collections.nCopies(64, "w"), false));
    assertThat(SearchTerm.parse("茶".repeat(100)).get(0).tokens()).hasSize(64).containsOnly("茶茶");
  }
}
