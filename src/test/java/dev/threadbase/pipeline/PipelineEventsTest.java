package dev.threadbase.pipeline;

import static dev.threadbase.pipeline.StageSamples.COPY;
import static dev.threadbase.pipeline.StageSamples.UPPER;
import static dev.threadbase.pipeline.StageSamples.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Each stage of a run is one event with keys and values. */
@Timeout(60)
class PipelineEventsTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(Pipeline.class);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final Level before = logger.getLevel();

  @BeforeEach
  void listen() {
    events.start();
    logger.addAppender(events);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(events);
    logger.setLevel(before);
  }

  @Test
  void anEventHasWhatWasMeasuredAndWhatTheStageCounted() {
    Pipeline.run(stream("a\nb\n"), new ByteArrayOutputStream(), List.of(COPY, UPPER));
    assertThat(events.list).hasSize(2);
    assertThat(values(1))
        .containsEntry("stage", "upper")
        .containsEntry("bytes_in", 4L)
        .containsEntry("lines_in", 2L)
        .containsEntry("bytes_out", 4L)
        .containsEntry("lines_out", 2L)
        .containsEntry("stats", Map.of("chars", 4))
        .containsKey("duration_ms");
  }

  @Test
  void aStageThatCountsNothingHasNoStats() {
    Pipeline.run(stream("a"), new ByteArrayOutputStream(), List.of(COPY));
    assertThat(values(0)).containsEntry("stage", "copy").doesNotContainKey("stats");
  }

  @Test
  void theStatsOfAStageThatFailedAreToldToo() {
    Stage failing =
        Stage.of(
            "failing",
            (input, output) -> {
              throw new StageException(() -> Map.of("entries", 3), new IOException("no"));
            });
    assertThatThrownBy(
            () -> Pipeline.run(stream("a"), new ByteArrayOutputStream(), List.of(failing)))
        .isInstanceOf(PipelineException.class);
    assertThat(values(0))
        .containsEntry("stats", Map.of("entries", 3))
        .containsEntry("outcome", StageResult.Outcome.FAILED);
  }

  private Map<String, Object> values(int event) {
    Map<String, Object> values = new HashMap<>();
    for (KeyValuePair pair : events.list.get(event).getKeyValuePairs()) {
      values.put(pair.key, pair.value);
    }
    return values;
  }
}
