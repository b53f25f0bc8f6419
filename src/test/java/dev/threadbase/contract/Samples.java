package dev.threadbase.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Sample transcripts that were written for the tests, and files made from them. */
final class Samples {

  static final Path FOLDER = Path.of("src/test/resources/samples");
  static final Path PI_TREE = FOLDER.resolve("pi-tree.jsonl");
  static final Path PI_CHAIN = FOLDER.resolve("pi-chain.jsonl");
  static final Path CLAUDE_CODE = FOLDER.resolve("claude-code");
  static final String CLAUDE_SESSION = "5b0c7a52-3f0e-4e3a-9d55-0a1b2c3d4e5f";
  static final Path CLAUDE_MAIN = CLAUDE_CODE.resolve(CLAUDE_SESSION + ".jsonl");
  static final Path CLAUDE_AGENT =
      CLAUDE_CODE.resolve(CLAUDE_SESSION + "/subagents/agent-a77.jsonl");
  static final String PI_SESSION = "0195f0a0-1111-7222-8333-444455556666";

  static final Path RAW_JSONL = FOLDER.resolve("raw-jsonl/2026-02-03T09-15-mia-OxK42z/raw.jsonl");
  static final String RAW_SESSION = "2026-02-03T09-15-mia-OxK42z";
  static final String CONVERSATION_SESSION = "20260301-091500-0a1b2c3d4e5f6071";
  static final Path CONVERSATION =
      FOLDER.resolve("conversation-jsonl/" + CONVERSATION_SESSION + ".jsonl");
  static final String CODEX_THREAD = "0196a0b0-1111-7222-8333-444455556666";
  static final Path CODEX =
      FOLDER.resolve("codex/rollout-2026-04-20T16-44-00-" + CODEX_THREAD + ".jsonl");
  static final String CODEX_BARE_THREAD = "b5cb7a11-2222-4333-8444-555566667777";
  static final Path CODEX_BARE =
      FOLDER.resolve("codex/rollout-2025-08-01T10-00-00-" + CODEX_BARE_THREAD + ".jsonl");

  private Samples() {}

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Writes a file of lines, each with its end. */
  static Path write(Path file, List<String> lines) {
    return write(file, String.join("\n", lines) + "\n");
  }

  static Path write(Path file, String text) {
    try {
      return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Path append(Path file, String text) {
    try {
      return Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
