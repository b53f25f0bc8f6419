package dev.threadbase.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextAnalyzerTest {

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    TextAnalyzer.analyze(text, tokens::add);
    return tokens;
  }

  private static List<String> texts(String text) {
    return tokens(text).stream().map(Token::text).toList();
  }

  @Test
  void wordsAreRunsOfLettersAndDigits() {
    assertThat(texts("The 2nd_word: don't, e.g. x²!"))
        .containsExactly("the", "2nd", "word", "don", "t", "e", "g", "x2");
    assertThat(texts("हिन्दी में लिखा")).containsExactly("हिन्दी", "में", "लिखा");
    assertThat(texts("")).isEmpty();
    assertThat(texts("🍵 \u0000 \ud800 \udc00 ́ ...")).isEmpty();
  }

  @Test
  void runsWithoutSpacesArePairsAndALast() {
    assertThat(texts("北京大")).containsExactly("北京", "京大", "大");
    assertThat(texts("茶")).containsExactly("茶");
    assertThat(texts("a北京b")).containsExactly("a", "北京", "京", "b");
    assertThat(texts("ｻｰﾊﾞｰ")).containsExactlyElementsOf(texts("サーバー"));
    assertThat(texts("ガ")).containsExactlyElementsOf(texts("カ\u3099"));
    assertThat(texts("か")).doesNotContainAnyElementsOf(texts("が"));
    assertThat(texts("한")).containsExactlyElementsOf(texts("\u1112\u1161\u11ab"));
    assertThat(texts("𠀀𠀁")).containsExactly("𠀀𠀁", "𠀁");
    assertThat(texts("ชา")).containsExactly("ชา", "า");
  }

  @Test
  void tokensSayWhereTheyAreFrom() {
    String text = "x Crème🍵 北京。";
    assertThat(tokens(text))
        .extracting(token -> text.substring(token.start(), token.end()))
        .containsExactly("x", "Crème", "北京", "京");
    Token pair = tokens(text).get(2);
    assertThat(text.substring(pair.start(), pair.firstEnd())).isEqualTo("北");
    assertThat(tokens("Cre\u0300me").get(0).end()).isEqualTo(6);
  }

  @Test
  void longWordsAreCutAndEndWhereTheyEnd() {
    Token token = tokens("a" + "😀" + "x".repeat(100)).get(1);
    assertThat(token.text()).hasSize(TextAnalyzer.LONGEST_WORD);
    assertThat(token.end()).isEqualTo(103);
  }

  @Test
  void anyTextBecomesLettersInOrder() {
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      int[] blocks = {
        0x20, 0xc0, 0x300, 0x5d0, 0x900, 0xe01, 0x1100, 0x3040, 0x4e00, 0xd7a0, 0xd800, 0xff00,
        0x1f600
      };
      for (int k = random.nextInt(20); k > 0; k--) {
        text.appendCodePoint(blocks[random.nextInt(blocks.length)] + random.nextInt(96));
      }
      int last = 0;
      for (Token token : tokens(text.toString())) {
        assertThat(token.start()).isBetween(last, token.end() - 1);
        assertThat(token.firstEnd()).isBetween(token.start() + 1, token.end());
        assertThat(token.end()).isLessThanOrEqualTo(text.length());
        assertThat(token.text().codePoints())
            .allMatch(c -> Letters.isLetter(c) || Letters.isMark(c));
        assertThat(texts(token.text()).get(0)).isEqualTo(token.text());
        last = token.start();
      }
    }
  }
}
