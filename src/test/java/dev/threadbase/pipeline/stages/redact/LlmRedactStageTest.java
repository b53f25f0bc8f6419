package dev.threadbase.pipeline.stages.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.threadbase.pipeline.StageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LlmRedactStageTest {

  private final List<List<String>> asked = new ArrayList<>();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void theModelIsGivenTheTextsOfSeveralLinesAtOnce() throws Exception {
    String lines =
        "{\"type\":\"user\",\"content\" : \"I am %1$s\",\"id\":\"Mia\"}\n\n"
            + "{\"content\":[{\"type\":\"text\",\"text\":\"Hello %1$s\\n\"}]}\nplain %1$s\r\n{\"a\":\"\"}";
    LlmRedactStats stats = run(this::withoutMia, lines.formatted("Mia"));
    assertThat(asked).containsExactly(List.of("I am Mia", "Hello Mia\n", "plain Mia"));
    assertThat(text())
        .isEqualTo(lines.formatted("[NAME]").replace("\"id\":\"[NAME]\"", "\"id\":\"Mia\""));
    assertThat(stats.figures().toString())
        .isEqualTo("{lines=5, lines_redacted=3, texts=3, texts_redacted=3, calls=1, retries=0}");
  }

  @Test
  void whatTheModelDoesNotChangeStaysByteForByte() throws Exception {
    String lines = "{ \"a\" : \"\\u0041\\/\", \"b\":1.0e2, \"b\":\"x\"}\n{torn\n";
    run(texts -> texts, lines);
    assertThat(text()).isEqualTo(lines);
  }

  @Test
  void halvesOfCharactersStayAsTheyWereInATextThatChanges() throws Exception {
    String line = "{\"content\":\"%s \\ud83d and \\udc80 and %s then \\udc80 \\ud83d\\ude00\"}\n";
    byte[] lines = line.formatted("Mia", "\u0080 \u00ff").getBytes(ISO_8859_1);
    new LlmRedactStage(this::withoutMia).apply(new ByteArrayInputStream(lines), output);
    String grin = new String("\ud83d\ude00".getBytes(StandardCharsets.UTF_8), ISO_8859_1);
    assertThat(output.toString(ISO_8859_1))
        .isEqualTo(line.formatted("[NAME]", "\u0080 \u00ff").replace("\\ud83d\\ude00", grin));
  }

  @Test
  void linesWithoutTextsNeedNoModel() throws Exception {
    String lines = "{\"a\":\"\",\"b\":\" \",\"type\":\"user\"}\n\n[]\n";
    LlmRedactStats stats =
        run(
            texts -> {
              throw new IOException("must not be asked");
            },
            lines);
    assertThat(text()).isEqualTo(lines);
    assertThat(stats.calls()).isZero();
  }

  @Test
  void batchesHaveTheirLimits() throws Exception {
    LlmRedactStage stage = new LlmRedactStage(this::withoutMia, 2, 10);
    stage.apply(
        stream("[\"a\",\"b\",\"c\"]\n[\"a long long text\",\"d\",\"123456789\"]\n"), output);
    assertThat(asked)
        .allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(2))
        .contains(List.of("a long long text"));
    assertThat(asked.stream().flatMap(List::stream))
        .containsExactly("a", "b", "c", "a long long text", "d", "123456789");
  }

  @Test
  void aModelThatFailsOnceIsAskedAgain() throws Exception {
    LlmRedactStats stats =
        run(
            texts -> {
              asked.add(texts);
              if (asked.size() == 1) {
                throw new IOException("unavailable");
              }
              return texts;
            },
            "\"a\"\n");
    assertThat(text()).isEqualTo("\"a\"\n");
    assertThat(stats.calls()).isEqualTo(2);
    assertThat(stats.retries()).isEqualTo(1);
  }

  @Test
  void aModelThatFailsTwiceFailsTheStageAndNothingIsWritten() {
    StageException failure =
        failure(
            texts -> {
              throw new IOException("cannot send: " + texts);
            });
    assertThat(failure.getCause()).isInstanceOf(RedactionFailed.class).hasNoCause();
    assertThat(failure).hasMessage("the model failed: java.io.IOException");
    assertThat(Objects.requireNonNull(failure.stats()).figures())
        .containsEntry("calls", 2L)
        .containsEntry("lines", 0L);
  }

  @Test
  void missingExtraAndEmptyPartsAreFailures() {
    assertThat(failure(texts -> texts.subList(1, texts.size())))
        .hasMessage("the model gave 1 texts for 2");
    assertThat(failure(texts -> List.of("a", "b", "c"))).hasMessage("the model gave 3 texts for 2");
    assertThat(failure(texts -> List.of("a", " "))).hasMessage("the model gave nothing for a text");
    assertThat(failure(RedactionModel.joining(text -> "only one")))
        .hasMessage("the model gave 1 texts for 2");
    assertThat(failure(RedactionModel.joining(text -> text + "\n" + RedactionModel.SEPARATOR)))
        .hasMessage("the model gave 3 texts for 2");
    assertThat(failure(RedactionModel.joining(text -> text.substring(0, text.indexOf('s')))))
        .hasMessage("the model gave 1 texts for 2");
    assertThat(failure(RedactionModel.joining(text -> "x\n" + RedactionModel.SEPARATOR + "\n")))
        .hasMessage("the model gave nothing for a text");
  }

  private StageException failure(RedactionModel model) {
    StageException failure =
        catchThrowableOfType(
            StageException.class, () -> run(model, "\"secret one\"\n\"secret two\"\n"));
    assertThat(text()).isEmpty();
    assertThat(failure.toString()).doesNotContain("secret");
    return failure;
  }

  @Test
  void joinedTextsKeepTheirWhiteSpaceAndMayHoldTheSeparator() throws Exception {
    String separator = RedactionModel.SEPARATOR;
    List<String> texts = List.of("  Mia\n", "a " + separator + " Mia", "\tb");
    RedactionModel model =
        RedactionModel.joining(
            text -> {
              asked.add(List.of(text));
              return "\n" + text.replace("Mia", "[NAME]") + "\n";
            });
    assertThat(model.redact(texts))
        .containsExactly("  [NAME]\n", "a " + separator + " [NAME]", "\tb");
    assertThat(asked)
        .containsExactly(List.of("a " + separator + " Mia"), List.of("Mia\n" + separator + "\nb"));
  }

  @Test
  void anInterruptionIsNoReasonToAskAgain() {
    StageException failure =
        failure(
            texts -> {
              asked.add(texts);
              throw new InterruptedException();
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.getCause()).isInstanceOf(InterruptedException.class);
    assertThat(asked).hasSize(1);
  }

  private List<String> withoutMia(List<String> texts) {
    asked.add(texts);
    return texts.stream().map(text -> text.replace("Mia", "[NAME]")).toList();
  }

  private LlmRedactStats run(RedactionModel model, String lines) throws StageException {
    return (LlmRedactStats) new LlmRedactStage(model).apply(stream(lines), output);
  }

  private static ByteArrayInputStream stream(String lines) {
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8);
  }
}
