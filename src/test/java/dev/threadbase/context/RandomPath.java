package dev.threadbase.context;

import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.TurnStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random paths: everything that a path can hold, and much that it should not. */
final class RandomPath {

  private static final List<String> TEXTS =
      List.of(
          "",
          " \u00a0\t",
          "tool_call",
          "\u3000hello world\u2003\n",
          "<b> & \"c\" \\ \u2028 \u6f22\u5b57 \ud83d\ude00",
          "{\"question\":\"q?\"}",
          "\u6f22".repeat(100),
          "abc" + "\ud83d\ude00".repeat(80),
          "a".repeat(240),
          "b".repeat(241));
  private static final List<String> ARGUMENTS =
      List.of(
          "",
          " ",
          "{}",
          "{\"question\":\"which?\"}",
          "\u00a0{\"output\":\"done\"} ",
          "{\"question\":\"\"}",
          "{\"question\":1}",
          "{\"output\":\"a\",\"question\":\"b\"}",
          "{\"output\":null}",
          "[\"question\"]",
          "{\"question\":\"a\"} {}",
          "{\"question\":\"a\"},{}",
          "{\"question\":\"a",
          "null");
  private static final List<String> FOREIGN =
      List.of("{}", "[1]", "no JSON", "{\"message\":5}", "{\"role\":\"user\"}", "");
  private static final List<String> TYPES =
      List.of(
          "user_message",
          "assistant_message",
          "tool_call",
          "tool_result",
          "custom",
          "branch_summary",
          "compaction",
          "turn_marker",
          "");
  private static final List<String> ROLES =
      List.of("user", "assistant", "tool", "system", "other", "");
  private static final List<String> CALLS = List.of("a", "b", "c", "");

  private final Random random;
  private final ReferencePath path = new ReferencePath();
  private final int steps;
  private final int disorder;

  private RandomPath(Random random, int steps, int disorder) {
    this.random = random;
    this.steps = steps;
    this.disorder = disorder;
  }

  /**
   * A path.
   *
   * @param steps how many times something is added: one entry, or a batch of them
   * @param disorder how many of a hundred steps are what no agent does
   */
  static ReferencePath of(Random random, int steps, int disorder) {
    return new RandomPath(random, steps, disorder).build();
  }

  private ReferencePath build() {
    for (int i = 0; i < steps; i++) {
      path.inTurn(random.nextInt(8) == 0 ? null : "turn-" + path.size() / 8);
      if (random.nextInt(100) < disorder) {
        disorderly();
      } else {
        orderly();
      }
    }
    return path;
  }

  private void orderly() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> path.user("question " + path.size());
      case 3, 4 -> path.assistant("answer " + path.size());
      case 5, 6, 7 -> batch();
      case 8 -> path.marker(random.nextBoolean() ? TurnStatus.SAVE_POINT : TurnStatus.STARTED);
      case 9 -> path.call("k" + path.size(), "ask_user", "{\"question\":\"more?\"}");
      case 10 -> compaction();
      default -> path.add(EntryType.MODEL_CHANGE, Content.EMPTY.withModel("p", "m"));
    }
  }

  private void disorderly() {
    switch (random.nextInt(11)) {
      case 0 -> path.add(new EntryType(one(TYPES)), message());
      case 1 -> path.result(one(CALLS));
      case 2 -> path.call(one(CALLS));
      case 3 ->
          path.call(
              one(CALLS), random.nextBoolean() ? "ask_user" : "task_complete", one(ARGUMENTS));
      case 4 -> path.branchSummary(one(TEXTS));
      case 5 -> path.failure();
      case 6 ->
          path.add(new EntryType(one(TYPES)), ReferenceMessage.EMPTY, Content.EMPTY, one(FOREIGN));
      case 7 -> path.retry(anyId());
      case 8, 9 -> tornBatch();
      default -> path.user(one(TEXTS));
    }
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Sometimes of an entry that comes later, or never. */
  private String anyId() {
    return "e" + random.nextInt(path.size() + 3);
  }

  private ReferenceMessage message() {
    return new ReferenceMessage(
        one(ROLES),
        one(TEXTS),
        one(TEXTS),
        one(CALLS),
        random.nextBoolean() ? "ask_user" : one(CALLS),
        one(ARGUMENTS),
        "",
        "",
        random.nextBoolean() ? "" : "control_signal",
        random.nextBoolean()
            ? null
            : "{\"truncated\":true,\"full_output\":{\"id\":\"x\",\"size_bytes\":4}}",
        random.nextBoolean() ? "" : "c1",
        random.nextInt(2),
        "");
  }

  private void batch() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      ids.add("k" + path.size());
      path.call("k" + path.size());
    }
    ids.forEach(path::result);
  }

  private void tornBatch() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      String id = random.nextInt(3) == 0 ? one(CALLS) : "k" + path.size();
      ids.add(id);
      path.call(id);
    }
    if (random.nextInt(3) == 0) {
      ids.remove(random.nextInt(ids.size()));
    }
    if (random.nextInt(3) == 0) {
      ids.add(one(CALLS));
    }
    Collections.shuffle(ids, random);
    for (String id : ids) {
      if (random.nextInt(4) == 0) {
        disorderly();
      }
      path.result(id);
    }
  }

  private void compaction() {
    List<String> kept = new ArrayList<>();
    while (random.nextInt(3) > 0) {
      kept.add(random.nextInt(8) == 0 ? "" : anyId());
    }
    String firstKept = random.nextInt(4) == 0 ? null : anyId();
    String summary = random.nextInt(5) == 0 ? "" : " summary " + path.size() + "\n";
    path.compaction(summary, firstKept, kept.toArray(String[]::new));
  }
}
