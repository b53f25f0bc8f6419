package dev.threadbase.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * A made folder of Claude Code transcripts: sessions with sub-agents, progress between the
 * messages, compactions, turns that were taken back, and files that end inside a line.
 */
final class TranscriptFamily {

  private static final List<String> WORDS =
      List.of("water", "garden", "bed", "rain", "seed", "plan", "row", "north", "ripe", "soil");
  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
  private static final int TURNS_PER_COMPACTION = 20;
  private static final int AGENTS = 2;

  private final Random random;
  private final String session;
  private final String agent;
  private final List<String> lines = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private String last = "";

  private TranscriptFamily(Random random, String session, String agent) {
    this.random = random;
    this.session = session;
    this.agent = agent;
  }

  /** Writes a family of sessions, with so many turns in each. */
  static Path write(Path folder, long seed, int sessions, int turns) {
    Random random = new Random(seed);
    try {
      for (int i = 0; i < sessions; i++) {
        String session = new UUID(random.nextLong(), random.nextLong()).toString();
        String text = new TranscriptFamily(random, session, "").text(turns);
        Files.writeString(folder.resolve(session + ".jsonl"), torn(text, i % 2 == 0));
        Path agents = Files.createDirectories(folder.resolve(session).resolve("subagents"));
        for (int j = 0; j < AGENTS; j++) {
          String agent = "a" + i + j;
          String said = new TranscriptFamily(random, session, agent).text(turns / 10);
          Files.writeString(agents.resolve("agent-" + agent + ".jsonl"), torn(said, j == 1));
        }
      }
      return folder;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String torn(String text, boolean tear) {
    return tear ? text.substring(0, text.length() - 20) : text;
  }

  private String text(int turns) {
    if (agent.isEmpty()) {
      lines.add("{\"type\":\"file-history-snapshot\",\"messageId\":\"m\",\"snapshot\":{}}");
    }
    for (int turn = 1; turn <= turns; turn++) {
      if (turn % TURNS_PER_COMPACTION == 0) {
        compact();
      } else {
        turn();
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private void turn() {
    if (!said.isEmpty() && random.nextInt(10) == 0) {
      last = said.get(random.nextInt(said.size()));
    }
    add("user", "\"message\":{\"role\":\"user\",\"content\":\"" + words(20) + "\"}");
    said.add(last);
    add("assistant", assistant("{\"type\":\"text\",\"text\":\"" + words(60) + "\"}"));
    for (int i = random.nextInt(4); i > 0; i--) {
      add("progress", "\"data\":{\"type\":\"hook_progress\",\"text\":\"" + words(30) + "\"}");
    }
    String call = "toolu_" + lines.size();
    add(
        "assistant",
        assistant(
            "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"Bash\",\"input\":{\"command\":\"%s\"}}"
                .formatted(call, words(8))));
    add(
        "user",
        "\"message\":{\"role\":\"user\",\"content\":[{\"tool_use_id\":\"%s\",\"type\":\"tool_result\",\"content\":\"%s\"}]}"
            .formatted(call, words(random.nextInt(1_500))));
  }

  private void compact() {
    String before = last;
    last = "";
    add(
        "system",
        "\"subtype\":\"compact_boundary\",\"logicalParentUuid\":\"%s\",\"compactMetadata\":{\"trigger\":\"auto\",\"preTokens\":%d}"
            .formatted(before, lines.size()));
    add(
        "user",
        "\"isCompactSummary\":true,\"message\":{\"role\":\"user\",\"content\":\""
            + words(80)
            + "\"}");
  }

  private static String assistant(String block) {
    return "\"message\":{\"id\":\"msg\",\"role\":\"assistant\",\"model\":\"made\",\"content\":["
        + block
        + "],\"usage\":{\"input_tokens\":7,\"output_tokens\":3}}";
  }

  private void add(String type, String members) {
    String parent = last.isEmpty() ? "null" : "\"" + last + "\"";
    String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
    String named = agent.isEmpty() ? "" : "\"agentId\":\"" + agent + "\",";
    lines.add(
        "{\"parentUuid\":%s,\"isSidechain\":%s,%s\"sessionId\":\"%s\",\"cwd\":\"/w\",\"type\":\"%s\",\"uuid\":\"%s\",\"timestamp\":\"%s\",%s}"
            .formatted(
                parent,
                !agent.isEmpty(),
                named,
                session,
                type,
                uuid,
                START.plusSeconds(lines.size()),
                members));
    last = uuid;
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(1_000));
      words.append(i + 1 < count ? " " : "");
    }
    return words.toString().toLowerCase(Locale.ROOT);
  }
}
