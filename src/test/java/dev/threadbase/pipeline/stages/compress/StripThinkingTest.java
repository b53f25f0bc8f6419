package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static dev.threadbase.pipeline.stages.compress.Entries.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.compress.StripOptions.Thinking;
import dev.threadbase.pipeline.stages.compress.StripStats.Count;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripThinkingTest {

  private static final StripOptions FIRST =
      StripOptions.DEFAULT.withThinking(Thinking.FIRST_SENTENCE);
  private static final StripOptions ALL = StripOptions.DEFAULT.withThinking(Thinking.ALL);

  private StageRun run = new StageRun("", new StripStats(EntryFlow.NONE, Map.of()));

  private String strip(StripOptions options, String content) throws Exception {
    run = StageRun.strip(options, said("assistant", content));
    return text(run.lines().get(0), "content");
  }

  @Test
  void stopWordsGoOnlyFromThinking() throws Exception {
    assertThat(strip(StripOptions.DEFAULT, "the a <thinking>read the file</thinking> the b"))
        .isEqualTo("the a <thinking>read file</thinking> the b");
    assertThat(run.count(Count.STOP_WORDS_REMOVED)).isEqualTo(1);
    assertThat(run.stripped().reduction().saved()).isEqualTo(4);
  }

  @Test
  void stopWordsAreWholeWordsInAnyCaseAndOthersKeepTheMeaning() throws Exception {
    assertThat(
            strip(
                StripOptions.DEFAULT,
                "<thinking>The thesis is NOT at the, or on-the-fly\n- A b</thinking>"))
        .isEqualTo("<thinking>thesis NOT at the, or on-the-fly\n- b</thinking>");
    assertThat(run.count(Count.STOP_WORDS_REMOVED)).isEqualTo(3);
  }

  @Test
  void codeInThinkingStays() throws Exception {
    String block = "<thinking>\n```\nthe a\n```\n    the b\nsee `the c`\n</thinking>";
    assertThat(strip(StripOptions.DEFAULT.withSynonyms(true), block)).isEqualTo(block);
  }

  @Test
  void thinkingInCodeIsCode() throws Exception {
    String text = "```\n<thinking>x. y.</thinking>\n```\nand `<thinking>x</thinking>` too";
    assertThat(strip(ALL, text)).isEqualTo(text);
    assertThat(strip(FIRST, text)).isEqualTo(text);
  }

  @Test
  void aBlockWithoutAnEndIsNone() throws Exception {
    assertThat(strip(ALL, "<thinking>the x")).isEqualTo("<thinking>the x");
  }

  @Test
  void synonymsAreOffUnlessAskedFor() throws Exception {
    String text = "configuration <thinking>Read Configuration, documentation</thinking>";
    assertThat(strip(StripOptions.DEFAULT, text)).isEqualTo(text);
    assertThat(strip(StripOptions.DEFAULT.withSynonyms(true), text))
        .isEqualTo("configuration <thinking>Read Config, docs</thinking>");
    assertThat(run.count(Count.SYNONYMS_SUBSTITUTED)).isEqualTo(2);
    assertThat(
            strip(
                StripOptions.DEFAULT.withSynonyms(true),
                "<thinking>applications, SPECIFICATION, misconfigurations</thinking>"))
        .isEqualTo("<thinking>apps, Spec, misconfigurations</thinking>");
  }

  @Test
  void theFirstSentenceStays() throws Exception {
    assertThat(strip(FIRST, "<thinking> Read the 1.5 GB? Then write.\nThen run.</thinking> Done."))
        .isEqualTo("<thinking>Read the 1.5 GB? ...[reasoning elided]</thinking> Done.");
    assertThat(run.count(Count.THINKING_BLOCKS_TRIMMED)).isEqualTo(1);
    assertThat(run.count(Count.STOP_WORDS_REMOVED)).isZero();
  }

  @Test
  void aSingleSentenceLosesStopWordsInstead() throws Exception {
    assertThat(strip(FIRST, "<thinking>Read the file.\n</thinking><thinking>the end</thinking>"))
        .isEqualTo("<thinking>Read file.\n</thinking><thinking>end</thinking>");
    assertThat(run.count(Count.THINKING_BLOCKS_TRIMMED)).isZero();
    assertThat(run.count(Count.STOP_WORDS_REMOVED)).isEqualTo(2);
  }

  @Test
  void theFirstSentenceDoesNotEndInCode() throws Exception {
    assertThat(strip(FIRST, "<thinking>\n```\nx. y\n```\nRead it. Then more.</thinking>"))
        .isEqualTo("<thinking>```\nx. y\n```\nRead it. ...[reasoning elided]</thinking>");
  }

  @Test
  void allOfItGoes() throws Exception {
    assertThat(strip(ALL, "a\n\n<thinking>x\ny</thinking>\n\nb <thinking>z</thinking>c"))
        .isEqualTo("a\n\nb c");
    assertThat(run.count(Count.THINKING_BLOCKS_DROPPED)).isEqualTo(2);
  }

  @Test
  void aBlockThatEndsWithinAFenceEndsThere() throws Exception {
    assertThat(strip(ALL, "a <thinking>x\n```\ny</thinking>   b\nc   d")).isEqualTo("a b\nc d");
  }

  @Test
  void whatFollowsABlockOnItsLineOpensNoFence() throws Exception {
    assertThat(strip(ALL, "a <thinking>x</thinking>```\n<thinking>y</thinking>b"))
        .isEqualTo("a ```\nb");
  }

  @Test
  void manyBlocksOnOneLineTakeLittleTime() throws Exception {
    String many = "`<thinking>` <thinking>the x</thinking>".repeat(20_000);
    strip(StripOptions.DEFAULT, many);
    assertThat(run.count(Count.STOP_WORDS_REMOVED)).isEqualTo(20_000);
  }
}
