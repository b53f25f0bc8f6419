package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static dev.threadbase.pipeline.stages.compress.Entries.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code in what an assistant said stays as it is. */
class StripCodeTest {

  private static final String CODE =
      "def f():\n    return  1  \n\n\n\n\tx\u200b = e\u0301\u00a0 \n<thinking>the a</thinking>  ";

  private static String stripped(String content) throws Exception {
    StageRun run = StageRun.strip(StripOptions.DEFAULT, said("assistant", content));
    return text(run.lines().get(0), "content");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\n%s\n```",
        "~~~ python  x\n%s\n~~~",
        "````md\n```\n%s\n````",
        "```\n%s",
        "- ```js\n%s\n  ```",
        "> 1. ```\n%s\n> ```",
        "```\n%s\n``` x\n```"
      })
  void fencedCodeStays(String block) throws Exception {
    String code = block.formatted(CODE);
    assertThat(stripped(code)).isEqualTo(code);
  }

  @Test
  void proseAroundFencedCodeIsCleaned() throws Exception {
    assertThat(stripped("a   b\n\n\n\n```\nx   y\n```  \n\n\n\nc   d"))
        .isEqualTo("a b\n\n```\nx   y\n```  \n\nc d");
  }

  @Test
  void indentedCodeStaysWithTheBlankLinesInIt() throws Exception {
    String code = "    if  x:  \n\n\n\n\ty   = 1\n  \t z   z";
    assertThat(stripped("see   this\n\n\n\n" + code + "\n\n\n\nand   that"))
        .isEqualTo("see this\n\n" + code + "\n\nand that");
  }

  @Test
  void codeBetweenBackticksStays() throws Exception {
    assertThat(stripped("run   `a   b` or ``c  `  d``   now   then"))
        .isEqualTo("run `a   b` or ``c  `  d``   now then");
  }

  @Test
  void whatIsNoFenceHidesNothing() throws Exception {
    assertThat(stripped("```a``` is   inline\n``\nx   y")).isEqualTo("```a``` is inline\n``\nx y");
  }

  @Test
  void aLineDoesNotBecomeCodeByBeingCleaned() throws Exception {
    String escaped = "\u200b```\nx   y";
    assertThat(stripped(escaped)).isEqualTo("\u200b```\nx y");
    String indented = "\u00a0\u00a0\u00a0\u00a0x";
    assertThat(stripped(indented)).isEqualTo(indented);
  }
}
