package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.threadbase.ThreadbaseException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a pod may touch is the last snapshot of its log that can be read. */
class PodScopeReplayTest {

  private static final PodScopeSnapshot FIRST =
      new PodScopeSnapshot(
          List.of(new ScopeRule("/w", ScopeRule.Permission.WRITE, true)), List.of());
  private static final PodScopeSnapshot SECOND =
      new PodScopeSnapshot(
          List.of(), List.of(new ScopeRule("/x", ScopeRule.Permission.READ, false)));
  private static final LogEntry.Extension WITHOUT_DENY =
      new LogEntry.Extension(3, PodScopeSnapshot.DOMAIN, "{\"allow\":[],\"hush\":1}");

  private final Logger logger = (Logger) LoggerFactory.getLogger(ReplayFold.class);
  private final Level levelBefore = logger.getLevel();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void stopListening() {
    logger.setLevel(levelBefore);
    logger.setAdditive(true);
    logger.detachAppender(logged);
  }

  @Test
  void laterSnapshotReplacesTheEarlierOne() {
    RestoredState state = Replay.collectState(List.of(FIRST.toEntry(1), SECOND.toEntry(2)));
    assertThat(state.podScope()).isEqualTo(SECOND);
    assertThat(state.extensions()).containsExactly(FIRST.toEntry(1), SECOND.toEntry(2));
    assertThat(logged.list).isEmpty();
  }

  @Test
  void malformedSnapshotIsReportedAndTheOneBeforeStays() {
    RestoredState state = Replay.collectState(List.of(FIRST.toEntry(1), WITHOUT_DENY));
    assertThat(state.podScope()).isEqualTo(FIRST);
    assertThat(state.extensions()).containsExactly(FIRST.toEntry(1), WITHOUT_DENY);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("discarding malformed pod.scope snapshot from segment log");
  }

  @Test
  void malformedSnapshotAloneIsNone() {
    assertThat(Replay.collectState(List.of(WITHOUT_DENY)).podScope()).isNull();
  }

  @Test
  void snapshotOfAnotherDomainIsNone() {
    LogEntry other = new LogEntry.Extension(1, "pod.scopes", FIRST.toJson());
    assertThat(Replay.collectState(List.of(other)).podScope()).isNull();
    assertThat(logged.list).isEmpty();
  }

  @Test
  void snapshotNeedsBothLists() {
    assertThatThrownBy(() -> PodScopeSnapshot.parse(WITHOUT_DENY.payload()))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessage("a pod scope: missing field `deny`");
    assertThatThrownBy(() -> PodScopeSnapshot.parse("{\"deny\":[]}"))
        .hasMessage("a pod scope: missing field `allow`");
  }

  @Test
  void ruleWithoutAWordOnDepthIsRecursive() {
    String json = "{\"allow\":[{\"target\":\"/w\",\"permission\":\"write\"}],\"deny\":[]}";
    assertThat(PodScopeSnapshot.parse(json)).isEqualTo(FIRST);
    assertThat(FIRST.toJson())
        .isEqualTo(
            "{\"allow\":[{\"target\":\"/w\",\"permission\":\"write\",\"recursive\":true}],"
                + "\"deny\":[]}");
  }
}
