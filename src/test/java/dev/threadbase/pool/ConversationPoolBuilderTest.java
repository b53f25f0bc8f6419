package dev.threadbase.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a pool can be set to. */
class ConversationPoolBuilderTest {

  private static final RunnerFactory PLAIN =
      request -> (context, message, output) -> output.text("ok");

  @Test
  void settingsThatCannotBeAreRefused() {
    try (Threadbase threadbase = Threadbase.inMemory()) {
      Duration minus = Duration.ofMillis(-1);
      List<UnaryOperator<ConversationPoolBuilder>> wrong =
          List.of(
              builder -> builder.idleTimeout(Duration.ZERO),
              builder -> builder.idleTimeout(minus),
              builder -> builder.waiting(minus),
              builder -> builder.turnLimit(Duration.ZERO),
              builder -> builder.grace(Duration.ZERO),
              builder -> builder.storePatience(Duration.ZERO),
              builder -> builder.leaseTtl(Duration.ZERO),
              builder -> builder.longestText(0),
              builder -> builder.unreadEvents(0));
      for (UnaryOperator<ConversationPoolBuilder> setting : wrong) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> setting.apply(threadbase.pool(PLAIN)));
      }
      assertThatIllegalArgumentException().isThrownBy(() -> ChatOptions.DEFAULT.model(" "));
      assertThatIllegalArgumentException().isThrownBy(() -> ChatOptions.DEFAULT.waiting(minus));
      threadbase.pool(PLAIN).waiting(Duration.ZERO).build().close();
    }
  }

  @Test
  void theIdleTimeoutIsWhatItIsSetTo() throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-05-01T10:00:00Z"));
    try (Threadbase threadbase = Threadbase.inMemory();
        ConversationPool pool =
            threadbase.pool(PLAIN).clock(clock).idleTimeout(Duration.ofSeconds(3)).build()) {
      pool.chat(pool.resolveConversation("cli").id(), "hi").await();
      clock.advance(Duration.ofSeconds(3));
      assertThat(pool.reap()).isZero();
      clock.advance(Duration.ofMillis(1));
      assertThat(pool.reap()).isEqualTo(1);
    }
  }

  @Test
  void anUnnamedChannelIsNone() {
    try (Threadbase threadbase = Threadbase.inMemory();
        ConversationPool pool = threadbase.pool(PLAIN).build()) {
      assertThatIllegalArgumentException().isThrownBy(() -> pool.resolveConversation(""));
      assertThatIllegalArgumentException().isThrownBy(() -> pool.createConversation(" "));
      assertThatIllegalArgumentException().isThrownBy(() -> pool.rotate(""));
      assertThat(pool.activeConversation("")).isEmpty();
    }
  }
}
