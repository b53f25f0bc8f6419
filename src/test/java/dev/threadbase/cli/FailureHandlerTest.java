package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import org.junit.jupiter.api.Test;

/** Which exit code a failure has, whatever command it comes from. */
class FailureHandlerTest {

  @Test
  void leasesHaveACodeOfTheirOwn() {
    assertThat(FailureHandler.exitCode(new ActiveTurn("a", "t", "o"))).isEqualTo(3);
    assertThat(FailureHandler.exitCode(new LeaseLost("a", 1, 2L))).isEqualTo(3);
    assertThat(FailureHandler.exitCode(new LeaseRequired("a"))).isEqualTo(3);
  }

  @Test
  void everythingElseFailed() {
    assertThat(FailureHandler.exitCode(new ThreadNotFound("a"))).isEqualTo(1);
    assertThat(FailureHandler.exitCode(new HeadMoved("a", "x", "y"))).isEqualTo(1);
    assertThat(FailureHandler.exitCode(new IllegalStateException())).isEqualTo(1);
    assertThat(FailureHandler.exitCode(CommandFailed.because("no"))).isEqualTo(1);
    assertThat(FailureHandler.exitCode(CommandFailed.usage("no"))).isEqualTo(2);
  }
}
