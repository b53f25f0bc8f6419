package dev.threadbase.contract;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.RecordJson;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.message.Message;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of docs/sql.md: records of tokens and times, and an answer that is told twice. */
final class PageUsage {

  private static final OffsetDateTime MORNING = OffsetDateTime.parse("2026-03-01T09:00:00Z");

  private PageUsage() {}

  static void write(Threadbase threadbase) {
    ThreadRepository threads = threadbase.threads();
    threads.createThread(
        ThreadMeta.builder("paid")
            .sessionId("paid")
            .workspace("garden")
            .vendor("acme")
            .endpoint("main")
            .model("m-large")
            .build());
    threads.append("paid", call(0, "m-large", new TokenUsage(1200, 80, 800, 0, 1200)));
    threads.append("paid", call(0, "m-large", new TokenUsage(1500, 60, 1200, 0, 1500)));
    threads.append("paid", call(0, "m-small", new TokenUsage(300, 20, 0, 0, 300)));
    threads.append("paid", call(1, "m-large", new TokenUsage(2000, 90, 1500, 0, 2000)));
    threads.append("paid", answer(10));
    threads.append("paid", answer(441));
    threads.append("paid", tool(null, 40));
    threads.append("paid", tool("no such file", 20));
    MetricEvent llm =
        MetricEvent.llm(
            MORNING, 1, millis(150), millis(0), millis(2000), "m-large", "acme", "main");
    threads.append("paid", metric(llm));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private static NewEntry call(int day, String model, TokenUsage tokens) {
    UsageRecord record =
        new UsageRecord(MORNING.plusDays(day), day + 1L, model, "acme", "main", tokens);
    return NewEntry.of(EntryType.USAGE, Content.EMPTY.withData(RecordJson.of(record)));
  }

  /** As a transcript has it that repeats its counts. */
  private static NewEntry answer(long output) {
    Content content =
        Content.of(Message.assistant("Mint."))
            .withUsage(new Usage(3, output, 900, 0))
            .withMetadata(Map.of("message_id", "msg_1"));
    return NewEntry.of(EntryType.ASSISTANT_MESSAGE, content).at(MORNING.plusDays(1).toInstant());
  }

  private static NewEntry tool(@Nullable String error, long millis) {
    return metric(MetricEvent.tool(MORNING, 1, "read_file", error, millis(millis)));
  }

  private static NewEntry metric(MetricEvent event) {
    return NewEntry.of(EntryType.METRIC, Content.EMPTY.withData(RecordJson.of(event)));
  }
}
