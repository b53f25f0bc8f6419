package dev.threadbase.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.Pipeline;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.stages.compress.CompressOptions;
import dev.threadbase.pipeline.stages.compress.CompressOptions.Mode;
import dev.threadbase.pipeline.stages.compress.CompressStage;
import dev.threadbase.pipeline.stages.compress.StripOptions;
import dev.threadbase.pipeline.stages.compress.StripStage;
import dev.threadbase.pipeline.stages.redact.RedactStage;
import dev.threadbase.pipeline.stages.redact.RedactionRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged files of every format through every stage that is to take any bytes. */
class StageFuzzTest {

  private static final int ROUNDS = 60;
  private static final int CAMPAIGN_ROUNDS = 30_000;

  /** By how much a stage may make a stream longer: escapes, and marks for what it cut. */
  private static final int GROWTH = 6;

  /**
   * A stage, and what it promises of any bytes.
   *
   * @param stage the stage
   * @param addsNoLines whether no line becomes several
   */
  private record Promise(Stage stage, boolean addsNoLines) {}

  private static final List<Promise> PROMISES =
      List.of(
          new Promise(
              Stage.of(
                  "verbatim",
                  (input, output) -> {
                    input.transferTo(output);
                    return null;
                  }),
              true),
          new Promise(new RedactStage(RedactionRules.builtIn()), true),
          new Promise(CompressStage.gated(CompressOptions.DEFAULT), true),
          new Promise(
              CompressStage.gated(
                  CompressOptions.DEFAULT.withMode(Mode.LOSSLESS), StripOptions.DEFAULT),
              true),
          new Promise(new StripStage(StripOptions.DEFAULT), true));

  private final List<byte[]> files =
      ForeignFolder.samples().stream().flatMap(sample -> sample.files().values().stream()).toList();

  @Test
  void stagesTakeDamagedFiles() {
    damage(ROUNDS);
  }

  @Tag("campaign")
  @Test
  void stagesTakeManyDamagedFiles() {
    damage(CAMPAIGN_ROUNDS);
  }

  private void damage(int rounds) {
    Long asked = Long.getLong("fuzz.seed");
    long first = asked == null ? System.nanoTime() : asked;
    int left = asked == null ? rounds : 1;
    for (long seed = first; seed < first + left; seed++) {
      try {
        damage(new Random(seed));
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError("-Dfuzz.seed=" + seed, broken);
      }
    }
  }

  private void damage(Random random) {
    byte[] damaged = new DamagedBytes(random).of(one(random, files), one(random, files));
    for (Promise promise : PROMISES) {
      byte[] output = through(promise.stage(), damaged);
      assertThat(output.length)
          .as(promise.stage().name())
          .isLessThanOrEqualTo(GROWTH * damaged.length + 1);
      if (promise.addsNoLines()) {
        assertThat(lines(output)).isLessThanOrEqualTo(lines(damaged) + 1);
      }
      // The same bytes again are the same: nothing is kept between two runs.
      assertThat(through(promise.stage(), damaged)).isEqualTo(output);
    }
    assertThat(through(PROMISES.get(0).stage(), damaged)).isEqualTo(damaged);
  }

  private static byte[] through(Stage stage, byte[] bytes) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Pipeline.run(new ByteArrayInputStream(bytes), output, List.of(stage));
    return output.toByteArray();
  }

  private static long lines(byte[] bytes) {
    return IntStream.range(0, bytes.length).filter(i -> bytes[i] == '\n').count();
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
