package dev.threadbase.transfer.format;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, as entries keep it under the names of the formats that it is from. */
public final class StopReasons {

  private static final String PI = "stopReason";
  private static final String CLAUDE = "stop_reason";

  private static final Map<String, String> CLAUDE_OF_PI =
      Map.of("stop", "end_turn", "length", "max_tokens", "toolUse", "tool_use");

  private StopReasons() {}

  /** The same metadata with the reason under one name and in one vocabulary. */
  public static Map<String, String> common(Map<String, String> metadata) {
    String pi = metadata.get(PI);
    if (pi == null) {
      return metadata;
    }
    Map<String, String> common = new TreeMap<>(metadata);
    common.remove(PI);
    common.putIfAbsent(CLAUDE, CLAUDE_OF_PI.getOrDefault(pi, pi));
    return common;
  }

  /** The reason as pi says it; null if pi has no word for it. */
  static @Nullable String pi(Map<String, String> metadata) {
    String own = metadata.get(PI);
    String foreign = metadata.get(CLAUDE);
    if (own != null || foreign == null) {
      return own;
    }
    return CLAUDE_OF_PI.entrySet().stream()
        .filter(each -> each.getValue().equals(foreign))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** The reason as Claude Code says it; null if it has no word for it. */
  static @Nullable String claudeCode(Map<String, String> metadata) {
    String own = metadata.get(CLAUDE);
    String foreign = metadata.get(PI);
    return own != null || foreign == null ? own : CLAUDE_OF_PI.get(foreign);
  }
}
