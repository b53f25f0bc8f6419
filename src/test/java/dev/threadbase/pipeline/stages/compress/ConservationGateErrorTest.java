package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.pipeline.Stage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate passes on its input whatever a stage throws. */
class ConservationGateErrorTest {

  private static final String TRANSCRIPT = said("header", "") + "\n" + said("user", "x");

  @TempDir private Path folder = Path.of("");

  private StageRun gate(Error error, Runnable before) throws Exception {
    Stage throwing =
        Stage.of(
            "throwing",
            (input, output) -> {
              output.write('x');
              before.run();
              throw error;
            });
    List<Stage> stages = List.of(new CompressStage(CompressOptions.DEFAULT), throwing);
    return StageRun.of(new ConservationGate(stages, folder), TRANSCRIPT);
  }

  @Test
  void anErrorIsAFailureLikeAnyOther() throws Exception {
    for (Error error :
        List.of(
            new StackOverflowError(),
            new OutOfMemoryError("Java heap space"),
            new NoClassDefFoundError("x"),
            new AssertionError("x"))) {
      StageRun run = gate(error, () -> {});
      Gated told = (Gated) run.told();
      assertThat(run.text()).isEqualTo(TRANSCRIPT);
      assertThat(told.outcome()).isEqualTo("throwing_failed");
      assertThat(told.attempts()).hasSize(1);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void anErrorOfAnInterruptedStageEndsTheGate() {
    StackOverflowError error = new StackOverflowError();
    assertThatThrownBy(() -> gate(error, Thread.currentThread()::interrupt)).isSameAs(error);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder).isEmptyDirectory();
  }
}
