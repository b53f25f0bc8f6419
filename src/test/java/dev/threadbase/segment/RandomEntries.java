package dev.threadbase.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random entries: everything that a log, a trace or a pod record can hold. */
public final class RandomEntries {

  private static final List<String> TEXTS =
      List.of(
          "",
          " \t\r\n\b\f",
          "\0\u0001\u001f\u007f\u0080",
          "\"\\/'<>&",
          "\u2028\u2029\ufeff\uffff\ud7ff\ue000",
          "\ud83d\ude00\udbff\udfff",
          "\\u0041\\n",
          "null",
          "long ".repeat(2000));
  private static final List<String> PAYLOADS =
      List.of(
          "null",
          "true",
          "-0",
          "1.50E+3",
          "123456789012345678901234567890",
          "\"\\u0000\\u007f\"",
          "[]",
          "{}",
          "{\"b\":1,\"a\":[1,{}],\"b\":2,\"\":null}",
          "{\"allow\":[],\"deny\":[]}",
          "{\"allow\":[]}");

  private final Random random;

  /** Entries that follow from a seed. */
  public RandomEntries(long seed) {
    this.random = new Random(seed);
  }

  /** A log that begins with a start, as logs do; turn counts grow, with gaps. */
  public List<LogEntry> log(int length) {
    List<LogEntry> log = new ArrayList<>();
    long turns = 0;
    while (log.size() < length) {
      LogEntry next = log.isEmpty() ? start() : entry();
      if (next instanceof LogEntry.TurnEnd end) {
        turns += 1 + random.nextInt(3);
        next = new LogEntry.TurnEnd(end.ts(), turns);
      }
      log.add(next);
    }
    return log;
  }

  /** An entry of any kind. */
  public LogEntry entry() {
    long ts = number();
    return switch (one(LogEntry.Kind.values())) {
      case SEGMENT_START -> start();
      case INVOKE -> new LogEntry.Invoke(ts, one(Trigger.values()));
      case USER_INPUT -> new LogEntry.UserInput(ts, some(this::input));
      case ASSISTANT_ITEM -> new LogEntry.AssistantItem(ts, item());
      case TOOL_RESULT -> new LogEntry.ToolResult(ts, item());
      case SYSTEM_ITEM -> new LogEntry.SystemEvent(ts, systemItem());
      case TURN_END -> new LogEntry.TurnEnd(ts, number());
      case RUN_COMPLETED ->
          new LogEntry.RunCompleted(ts, random.nextBoolean(), one(RunResult.values()));
      case RUN_ERRORED -> new LogEntry.RunErrored(ts, random.nextBoolean(), text());
      case CONFIG_CHANGED -> new LogEntry.ConfigChanged(ts, config());
      case LLM_USAGE ->
          new LogEntry.LlmUsage(
              ts, new UsageRecord(number(), number(), number(), number(), number()));
      case EXTENSION -> new LogEntry.Extension(ts, domain(), payload());
    };
  }

  /** A start of a log. */
  public LogEntry.SegmentStart start() {
    return new LogEntry.SegmentStart(
        number(), id(), maybe(this::text), config(), some(this::item), maybe(this::origin), null);
  }

  /** An entry of a trace. */
  public TraceEntry trace() {
    return new TraceEntry(
        number(),
        number(),
        maybe(this::number),
        random.nextBoolean()
            ? new TraceEntry.StreamEvent(payload())
            : new TraceEntry.Lifecycle(text(), maybe(this::payload)));
  }

  /** A pod record. */
  public PodMetadata pod() {
    return new PodMetadata(
        text(), maybe(() -> new PodActiveSegmentRef(id(), maybe(this::id))), some(this::child));
  }

  /** A text, nasty ones among them. */
  public String text() {
    StringBuilder text = new StringBuilder(TEXTS.get(random.nextInt(TEXTS.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      int character = random.nextInt(Character.MAX_CODE_POINT + 1);
      text.appendCodePoint(Character.getType(character) == Character.SURROGATE ? 'x' : character);
    }
    return text.toString();
  }

  private PodSpawnedChild child() {
    return new PodSpawnedChild(
        text(),
        text(),
        some(() -> new PodSpawnedScopeRule(text(), text(), random.nextBoolean())),
        text());
  }

  private SegmentOrigin origin() {
    return new SegmentOrigin(id(), number());
  }

  private RequestConfig config() {
    return new RequestConfig(
        maybe(this::u32),
        maybe(this::finite),
        maybe(this::finite),
        maybe(this::u32),
        some(this::text),
        maybe(this::reasoning));
  }

  private Reasoning reasoning() {
    return random.nextBoolean()
        ? new Reasoning.Effort(text())
        : new Reasoning.Budget(random.nextInt());
  }

  private LoggedItem item() {
    return switch (one(LoggedItem.Kind.values())) {
      case MESSAGE -> new LoggedItem.Message(one(LoggedItem.Role.values()), some(this::part));
      case TOOL_CALL -> new LoggedItem.ToolCall(text(), text(), text());
      case TOOL_RESULT ->
          new LoggedItem.ToolResult(text(), text(), maybe(this::text), random.nextBoolean());
      case REASONING ->
          new LoggedItem.Reasoning(text(), some(this::text), maybe(this::text), maybe(this::text));
    };
  }

  private ContentPart part() {
    return random.nextBoolean() ? new ContentPart.Text(text()) : new ContentPart.Refusal(text());
  }

  private InputSegment input() {
    return switch (one(InputSegment.Kind.values())) {
      case TEXT -> new InputSegment.Text(text());
      case PASTE -> new InputSegment.Paste(u32(), u32(), u32(), text());
      case FILE_REF -> new InputSegment.FileRef(text());
      case KNOWLEDGE_REF -> new InputSegment.KnowledgeRef(text());
      case WORKFLOW_INVOKE -> new InputSegment.WorkflowInvoke(text());
      case UNKNOWN -> new InputSegment.Unknown();
    };
  }

  private SystemItem systemItem() {
    return switch (one(SystemItem.Kind.values())) {
      case NOTIFICATION -> new SystemItem.Notification(text(), text());
      case POD_EVENT -> new SystemItem.FromPod(podEvent(), text());
      case FILE_ATTACHMENT -> new SystemItem.FileAttachment(text(), text());
      case KNOWLEDGE -> new SystemItem.Knowledge(text(), text());
      case WORKFLOW -> new SystemItem.Workflow(text(), text());
      case TASK_REMINDER -> new SystemItem.TaskReminder(text());
      case INTERRUPT -> new SystemItem.Interrupt(text());
    };
  }

  private PodEvent podEvent() {
    return switch (one(PodEvent.Kind.values())) {
      case TURN_ENDED -> new PodEvent.TurnEnded(text());
      case ERRORED -> new PodEvent.Errored(text(), text());
      case SHUT_DOWN -> new PodEvent.ShutDown(text());
      case SCOPE_SUB_DELEGATED ->
          new PodEvent.ScopeSubDelegated(text(), text(), text(), some(this::rule));
    };
  }

  private ScopeRule rule() {
    return new ScopeRule(text(), one(ScopeRule.Permission.values()), random.nextBoolean());
  }

  private String domain() {
    return random.nextInt(3) == 0 ? PodScopeSnapshot.DOMAIN : text();
  }

  private String payload() {
    return PAYLOADS.get(random.nextInt(PAYLOADS.size()));
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private Long number() {
    return random.nextBoolean() ? random.nextLong() : random.nextInt(10);
  }

  private Long u32() {
    return random.nextInt() & 0xFFFF_FFFFL;
  }

  private Float finite() {
    float any = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(any) ? any : random.nextInt(20) / 10f;
  }

  private <T> T one(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> some(Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      values.add(value.get());
    }
    return values;
  }
}
