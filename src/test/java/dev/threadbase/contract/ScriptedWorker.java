package dev.threadbase.contract;

import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RestoredSegment;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.SystemItem;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.UsageRecord;
import dev.threadbase.segment.WriterOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What drives a log as an agent's worker does, with the model's part written down beforehand. It
 * keeps its own state in memory, to be compared with what a log is restored to.
 *
 * <p>A run is an invoke, what began it, and some generations, each a list of items; every
 * generation counts as a turn, and one end of a turn is written for all of them.
 */
@SuppressWarnings("varargs") // The lists are only read.
final class ScriptedWorker {

  static final UsageRecord USAGE = new UsageRecord(3, 1000, 800, 100, 42);

  private final SegmentWriter writer;
  private final String systemPrompt;
  private final List<LoggedItem> history;
  private RequestConfig config;
  private long turnCount;
  private boolean interrupted;

  private ScriptedWorker(
      SegmentWriter writer, StartState state, long turnCount, boolean interrupted) {
    this.writer = writer;
    this.systemPrompt = state.systemPrompt();
    this.history = new ArrayList<>(state.history());
    this.config = state.config();
    this.turnCount = turnCount;
    this.interrupted = interrupted;
  }

  /** A worker that begins a conversation. */
  static ScriptedWorker begin(SegmentStore store, StartState state, WriterOptions options) {
    SegmentHead made = store.createSegment(state);
    return new ScriptedWorker(SegmentWriter.begin(store, made, options), state, 0, false);
  }

  /** A worker that goes on with a log. */
  static ScriptedWorker restored(SegmentStore store, SegmentAddress log, WriterOptions options) {
    RestoredSegment restored = store.restored(log, ReplayOptions.DEFAULT);
    return new ScriptedWorker(
        SegmentWriter.resume(store, restored, options),
        StartState.of(restored.state()),
        restored.state().turnCount(),
        restored.state().lastRunInterrupted());
  }

  /** The same worker, going on in a log that begins with a summary of what it said. */
  ScriptedWorker compacted(SegmentStore store, StartState summary, WriterOptions options) {
    SegmentHead made = store.createCompactedSegment(address(), summary, turnCount);
    SegmentWriter next = SegmentWriter.begin(store, made, turnCount, options);
    return new ScriptedWorker(next, summary, turnCount, interrupted);
  }

  /** What the model and its tools say between two requests. */
  record Generation(List<LoggedItem> items) {

    /** All but the last item, as if the worker died before. */
    Generation withoutLast() {
      return new Generation(items.subList(0, items.size() - 1));
    }
  }

  /** A generation that says something. */
  static Generation says(String text) {
    return new Generation(List.of(LoggedItem.assistant(text)));
  }

  /** A generation that calls a tool, and the tool's result. */
  static Generation calls(String callId, String result) {
    return new Generation(
        List.of(
            new LoggedItem.Reasoning("why", List.of(), null, "SIG"),
            new LoggedItem.ToolCall(callId, "read_file", "{\"path\":\"x\"}"),
            new LoggedItem.ToolResult(callId, result, null, false)));
  }

  /** A run that a user begins and that comes to its end. */
  void run(String text, Generation... generations) {
    send(text);
    end(RunResult.FINISHED, false, generations);
  }

  /** A run that somebody pauses. */
  void pause(String text, Generation... generations) {
    send(text);
    end(RunResult.PAUSED, true, generations);
  }

  /** A run that fails. */
  void fail(String text, String message, Generation... generations) {
    send(text);
    generate(generations);
    writer.saveRunErrored(message, true);
    interrupted = true;
  }

  /** The rest of a run that was paused: nothing invokes it. */
  void resume(Generation... generations) {
    writer.ensureHead();
    end(RunResult.FINISHED, false, generations);
  }

  /** A run that a notification begins. */
  void notified(SystemItem item, Generation... generations) {
    writer.ensureHead();
    writer.saveInvoke(Trigger.NOTIFY);
    inject(item);
    end(RunResult.FINISHED, false, generations);
  }

  /** What a user sends, before the model says anything. */
  void send(String text) {
    cleanUp();
    writer.ensureHead();
    writer.saveInvoke(Trigger.USER_SEND);
    writer.saveUserInput(List.of(InputSegment.text(text)));
    history.add(LoggedItem.user(text));
  }

  void configure(RequestConfig value) {
    config = value;
    writer.saveConfigChanged(value);
  }

  /** Answers what an interrupted run left open, so that the model is not sent half a call. */
  private void cleanUp() {
    if (!interrupted) {
      return;
    }
    List<LoggedItem> results = new ArrayList<>();
    for (String callId : unanswered()) {
      results.add(new LoggedItem.ToolResult(callId, "interrupted", null, true));
    }
    writer.saveDelta(results);
    history.addAll(results);
    inject(new SystemItem.Interrupt("The user interrupted."));
    interrupted = false;
  }

  private Set<String> unanswered() {
    Set<String> open = new LinkedHashSet<>();
    for (LoggedItem item : history) {
      if (item instanceof LoggedItem.ToolCall call) {
        open.add(call.callId());
      } else if (item instanceof LoggedItem.ToolResult result) {
        open.remove(result.callId());
      }
    }
    return open;
  }

  private void inject(SystemItem item) {
    writer.saveSystemItem(item);
    history.add(item.toHistoryItem());
  }

  private void end(RunResult result, boolean paused, Generation[] generations) {
    generate(generations);
    writer.saveRunCompleted(result, paused);
    interrupted = paused;
  }

  private void generate(Generation[] generations) {
    for (Generation generation : generations) {
      writer.saveDelta(generation.items());
      history.addAll(generation.items());
      turnCount++;
    }
    if (generations.length > 0) {
      writer.saveTurnEnd(turnCount);
      writer.saveUsage(USAGE);
    }
  }

  SegmentWriter writer() {
    return writer;
  }

  SegmentAddress address() {
    return writer.address();
  }

  /** What it would begin another log with. */
  StartState state() {
    return new StartState(systemPrompt, config, history);
  }

  long turnCount() {
    return turnCount;
  }

  boolean interrupted() {
    return interrupted;
  }
}
