package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A restored state as scripts see it. */
class RestoredStateTest {

  private static final String CONFIG =
      "{\"max_tokens\":null,\"temperature\":null,\"top_p\":null,\"top_k\":null,"
          + "\"stop_sequences\":[],\"reasoning\":null}";

  @Test
  void emptyStateHasEveryMember() {
    assertThat(RestoredState.EMPTY.toJson())
        .isEqualTo(
            "{\"session_id\":null,\"system_prompt\":null,\"config\":"
                + CONFIG
                + ",\"history\":[],\"turn_count\":0,\"last_run_interrupted\":false,"
                + "\"entries_count\":0,\"usage_history\":[],\"extensions\":[],\"pod_scope\":null,"
                + "\"user_segments\":[]}");
  }

  @Test
  void fullStateHasEverythingInOrder() {
    PodScopeSnapshot scope =
        new PodScopeSnapshot(
            List.of(new ScopeRule("/w", ScopeRule.Permission.READ, false)), List.of());
    UUID session = UUID.fromString("01960000-0000-7000-8000-00000000000a");
    RestoredState state =
        Replay.collectState(
            List.of(
                new LogEntry.SegmentStart(
                    1, session, "p", RequestConfig.DEFAULT, List.of(), null, null),
                new LogEntry.UserInput(2, List.of(new InputSegment.FileRef("a"))),
                new LogEntry.LlmUsage(3, new UsageRecord(1, 2, 3, 4, -1)),
                scope.toEntry(4),
                new LogEntry.TurnEnd(5, -1),
                new LogEntry.RunErrored(6, true, "m")));
    assertThat(state.toJson())
        .isEqualTo(
            "{\"session_id\":\"01960000-0000-7000-8000-00000000000a\",\"system_prompt\":\"p\","
                + "\"config\":"
                + CONFIG
                + ",\"history\":[{\"kind\":\"message\",\"role\":\"user\",\"content\":"
                + "[{\"kind\":\"text\",\"text\":\"@a\"}]}],\"turn_count\":18446744073709551615,"
                + "\"last_run_interrupted\":true,\"entries_count\":6,\"usage_history\":"
                + "[{\"history_len\":1,\"input_total_tokens\":2,\"cache_read_tokens\":3,"
                + "\"cache_write_tokens\":4,\"output_tokens\":18446744073709551615}],"
                + "\"extensions\":[{\"ts\":4,\"domain\":\"pod.scope\",\"payload\":"
                + scope.toJson()
                + "}],\"pod_scope\":"
                + scope.toJson()
                + ",\"user_segments\":[[{\"kind\":\"file_ref\",\"path\":\"a\"}]]}");
  }
}
