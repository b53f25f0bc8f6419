package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is written is read back the same, and prints nothing of what was said. */
class WirePropertyTest {

  private static final long SEED = 42;
  private static final int RUNS = 3000;

  @Test
  void entryIsReadBackTheSame() {
    RandomEntries random = new RandomEntries(SEED);
    for (int run = 0; run < RUNS; run++) {
      LogEntry entry = random.entry();
      String json = entry.toJson();
      assertThat(LogEntry.parse(json)).as("run %d", run).isEqualTo(entry);
      assertThat(LogEntry.parse(json).toJson()).as("run %d", run).isEqualTo(json);
      assertThat(json).as("run %d", run).doesNotContain("\n", "\r");
    }
  }

  @Test
  void entryOfATraceIsReadBackTheSame() {
    RandomEntries random = new RandomEntries(SEED);
    for (int run = 0; run < RUNS; run++) {
      TraceEntry entry = random.trace();
      assertThat(TraceEntry.parse(entry.toJson())).as("run %d", run).isEqualTo(entry);
      assertThat(entry.toJson()).as("run %d", run).doesNotContain("\n", "\r");
    }
  }

  @Test
  void podRecordIsReadBackTheSame() {
    RandomEntries random = new RandomEntries(SEED);
    for (int run = 0; run < RUNS; run++) {
      PodMetadata pod = random.pod();
      assertThat(PodMetadata.parse(pod.toJson())).as("run %d", run).isEqualTo(pod);
    }
  }

  @Test
  void orderAndSpaceOfMembersDoNotMatter() {
    RandomEntries random = new RandomEntries(SEED);
    for (int run = 0; run < RUNS; run++) {
      LogEntry entry = random.entry();
      if (entry.kind() != LogEntry.Kind.EXTENSION && entry.kind() != LogEntry.Kind.CONFIG_CHANGED) {
        String sorted = sortedAndSpread(entry.toJson());
        assertThat(LogEntry.parse(sorted)).as("run %d", run).isEqualTo(entry);
      }
    }
  }

  @Test
  void lineWithABrokenByteIsReadOrRefusedButNothingElse() {
    Random bytes = new Random(SEED);
    RandomEntries random = new RandomEntries(SEED);
    int refused = 0;
    for (int run = 0; run < RUNS; run++) {
      StringBuilder line = new StringBuilder(random.entry().toJson());
      line.setCharAt(bytes.nextInt(line.length()), (char) bytes.nextInt(128));
      try {
        assertThat(LogEntry.parse(line.toString()).toJson()).isNotEmpty();
      } catch (ThreadbaseException.InvalidData damaged) {
        refused++;
      }
    }
    assertThat(refused).isPositive().isLessThan(RUNS);
  }

  private static String sortedAndSpread(String json) {
    JsonNode tree = JsonMapper.shared().readTree(json);
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
        .build()
        .writeValueAsString(tree);
  }
}
