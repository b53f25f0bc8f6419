package dev.threadbase.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as the JSON that ggcode writes, and what a conversation knows of itself. */
class RecordJsonTest {

  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-01T09:15:00.25+01:00");

  @Test
  void aRecordOfTokensIsWrittenToTheByte() {
    UsageRecord usage =
        new UsageRecord(TIME, 1, "m-1", "acme", "main", new TokenUsage(12, 3, 0, 0, 12));
    String json =
        "{\"timestamp\":\"2026-03-01T09:15:00.25+01:00\",\"turn_index\":1,\"model\":\"m-1\",\"vendor\":\"acme\","
            + "\"endpoint\":\"main\",\"usage\":{\"input_tokens\":12,\"output_tokens\":3,\"cache_read_tokens\":0,"
            + "\"cache_write_tokens\":0,\"prompt_tokens_total\":12}}";
    assertThat(RecordJson.of(usage)).isEqualTo(json);
    assertThat(RecordJson.usage(json)).isEqualTo(usage);
  }

  @Test
  void metricsAreWrittenToTheByteAndFailureIsSilence() {
    MetricEvent llm =
        MetricEvent.llm(
            TIME,
            1,
            Duration.ofMillis(150),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            "m-1",
            "acme",
            "main");
    assertThat(RecordJson.of(llm))
        .isEqualTo(
            "{\"timestamp\":\"2026-03-01T09:15:00.25+01:00\",\"turn_index\":1,\"type\":\"llm\",\"ttft\":150000000,"
                + "\"think_time\":1000000000,\"duration\":2000000000,\"model\":\"m-1\",\"vendor\":\"acme\","
                + "\"endpoint\":\"main\"}");
    MetricEvent failed =
        MetricEvent.tool(TIME, 1, "read_file", "exit status 1", Duration.ofMillis(50));
    assertThat(RecordJson.of(failed))
        .endsWith(
            "\"tool_name\":\"read_file\",\"tool_error\":\"exit status 1\",\"tool_duration\":50000000}");
    assertThat(RecordJson.metric(RecordJson.of(llm))).isEqualTo(llm);
    assertThat(RecordJson.metric(RecordJson.of(failed))).isEqualTo(failed);
    MetricEvent done = MetricEvent.tool(TIME, 2, "list", null, Duration.ofNanos(1));
    assertThat(RecordJson.of(done)).contains("\"tool_success\":true");
    assertThat(RecordJson.metric(RecordJson.of(done))).isEqualTo(done);
    assertThat(failed.toString()).doesNotContain("exit");
  }

  @Test
  void anEventKeepsTheSpellingOfItsData() {
    TunnelEvent event =
        new TunnelEvent("ev-000000001", "msg-1", "text", "{\"b\": 1.0, \"b\":\"x<y\"}");
    String json = RecordJson.of(event);
    assertThat(json)
        .isEqualTo(
            "{\"event_id\":\"ev-000000001\",\"stream_id\":\"msg-1\",\"type\":\"text\",\"data\":{\"b\":1.0,\"b\":\"x<y\"}}");
    assertThat(RecordJson.tunnelEvent(json).data()).isEqualTo("{\"b\":1.0,\"b\":\"x<y\"}");
    TunnelEvent bare = new TunnelEvent("", "", "reset", null);
    assertThat(RecordJson.of(bare)).isEqualTo("{\"event_id\":\"\",\"type\":\"reset\"}");
    assertThat(RecordJson.tunnelEvent(RecordJson.of(bare))).isEqualTo(bare);
    assertThat(RecordJson.tunnelEvent("{\"data\":null}").data()).isEqualTo("null");
    assertThatThrownBy(() -> RecordJson.of(new TunnelEvent("e", null, "t", "secret")))
        .isInstanceOf(InvalidData.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{\"usage\":1,\"turn_index\":1.5,\"model\":{}}"})
  void whatIsAbsentOrOfAnotherKindIsEmpty(String json) {
    assertThat(RecordJson.usage(json))
        .isEqualTo(new UsageRecord(RecordTimes.NEVER, 0, null, null, null, TokenUsage.NONE));
    assertThat(RecordJson.metric(json).duration()).isZero();
    assertThat(RecordJson.tunnelEvent(json)).isEqualTo(new TunnelEvent("", null, "", null));
  }

  @Test
  void timesHaveAsManyDigitsAsTheyNeed() {
    assertThat(RecordTimes.text(RecordTimes.NEVER)).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(RecordTimes.text(TIME.withNano(0))).isEqualTo("2026-03-01T09:15:00+01:00");
    assertThat(RecordTimes.text(TIME.withNano(1))).isEqualTo("2026-03-01T09:15:00.000000001+01:00");
    assertThat(RecordTimes.parse("yesterday")).isEqualTo(RecordTimes.NEVER);
  }

  @Test
  void onlyAUsersWordsMakeAConversation() {
    Conversation empty = Conversation.create(Clock.systemUTC(), "v", "e", "m");
    assertThat(empty.hasUserInteraction()).isFalse();
    assertThat(empty.withMessage(Message.assistant("words")).hasUserInteraction()).isFalse();
    assertThat(
            empty
                .withMessage(Message.user("\u0085 \u00a0\u2007\u202f\u3000\n"))
                .hasUserInteraction())
        .isFalse();
    Part result = new Part.ToolResult("1", "t", List.of(new Part.Text("words")), false);
    assertThat(empty.withMessage(new Message(Role.USER, List.of(result))).hasUserInteraction())
        .isFalse();
    assertThat(empty.withMessage(Message.user("\u200b")).hasUserInteraction()).isTrue();
    assertThat(empty.withMessage(Message.user("words")).hasUserInteraction()).isTrue();
  }

  @Test
  void aNewConversationHasAnIdOfItsOwn() {
    Conversation one = Conversation.create(Clock.systemUTC(), "v", "e", "m");
    assertThat(one.id()).isNotEqualTo(Conversation.create(Clock.systemUTC(), "v", "e", "m").id());
    assertThat(one.header().title()).isEqualTo("New session");
    assertThat(one.header().createdAt()).isEqualTo(one.header().updatedAt());
    assertThat(one.stored()).isNull();
    assertThat(one.withTitle("secret").toString() + one.header().withTitle("secret"))
        .doesNotContain("secret");
  }

  @Test
  void aFolderHasOneSpelling(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
    Path real = java.nio.file.Files.createDirectory(folder.toRealPath().resolve("real"));
    Path link = java.nio.file.Files.createSymbolicLink(real.resolveSibling("link"), real);
    assertThat(Workspaces.normalize(link + "/")).isEqualTo(real.toString());
    assertThat(Workspaces.normalize("\u00a0" + real + "//./x/.. ")).isEqualTo(real.toString());
    assertThat(Workspaces.normalize(real + "/none/../gone")).isEqualTo(real + "/gone");
    assertThat(Workspaces.normalize("nope")).isEqualTo(Path.of("nope").toAbsolutePath().toString());
    assertThat(Workspaces.normalize(".")).isEqualTo(Path.of("").toRealPath().toString());
    assertThat(Workspaces.current()).isEqualTo(Workspaces.normalize("."));
    assertThat(Workspaces.normalize("a\0b")).isEqualTo("a\0b");
  }
}
