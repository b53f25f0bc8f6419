package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ConversationPool;
import dev.threadbase.pool.compaction.CompactionPolicy;
import dev.threadbase.testkit.MarkdownPage;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/pool.md is taken at its word: what it names is there. */
class PoolPageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/pool.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @Test
  void everyWayToEndIsExplained() {
    String ends =
        PAGE.rowsBelow("What happens when").stream()
            .map(row -> row.get(2))
            .collect(Collectors.joining(" "));
    for (ChatEnd end : ChatEnd.values()) {
      assertThat(ends).contains("`" + end + "`");
    }
  }

  @Test
  void everySettingOfThePolicyIsExplained() {
    assertThat(firstCells())
        .containsAll(
            Arrays.stream(CompactionPolicy.class.getRecordComponents())
                .map(component -> component.getName())
                .toList());
  }

  @Test
  void theJsonOfAnEntryHasTheNamesThatThePageSays() throws Exception {
    JsonNode data = data();
    assertThat(data.propertyNames()).containsExactlyInAnyOrder("summaries", "condensed");
    JsonNode leaf = data.get("condensed").get(0);
    assertThat(firstCells()).containsAll(leaf.propertyNames());
    assertThat(leaf.propertyNames()).hasSize(11);
    assertThat(data.get("summaries").get(0).propertyNames()).isEqualTo(leaf.propertyNames());
  }

  private static Set<String> firstCells() {
    return PAGE.rowsBelow("Compaction").stream()
        .flatMap(row -> QUOTED.matcher(row.get(0)).results())
        .map(quoted -> quoted.group(1))
        .collect(Collectors.toSet());
  }

  /** What the entry of a compaction holds that made leaves and a summary of them. */
  private static JsonNode data() throws Exception {
    CompactionPolicy policy = CompactionPolicy.OFF.tailTurns(1).leaves(200, 2).fanout(2);
    try (Threadbase threadbase = Threadbase.inMemory();
        ConversationPool pool =
            threadbase
                .pool(request -> (context, message, output) -> output.text("x".repeat(600)))
                .compaction(policy, request -> "s")
                .build()) {
      String id = pool.resolveConversation("cli").id();
      for (int i = 0; i < 3; i++) {
        pool.chat(id, "hi").await();
      }
      String entryId = Objects.requireNonNull(pool.compact(id).entryId());
      return JsonMapper.shared().readTree(threadbase.threads().entry(id, entryId).content().data());
    }
  }
}
