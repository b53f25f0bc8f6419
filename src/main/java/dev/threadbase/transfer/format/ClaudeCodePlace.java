package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where Claude Code keeps a thread: in the file of a session, or in that of one of its sub-agents.
 *
 * @param sessionId the session
 * @param agentId the sub-agent; null for the session itself
 */
record ClaudeCodePlace(String sessionId, @Nullable String agentId) {

  static ClaudeCodePlace of(ThreadMeta thread) {
    String agent = thread.metadata().get("claude_code_agent_id");
    String parent = thread.parentThreadId();
    boolean isAgent = agent != null && !agent.isEmpty() && thread.forkedFromThreadId() == null;
    return isAgent
        ? new ClaudeCodePlace(
            FileNames.uuid(Objects.requireNonNullElse(parent, String.valueOf(thread.sessionId()))),
            agent)
        : new ClaudeCodePlace(FileNames.uuid(thread.id()), null);
  }

  /** The file, from the folder of the project on. */
  String fileName() {
    String file = agentId == null ? "" : "/subagents/agent-" + FileNames.of(agentId);
    return sessionId + file + FileNames.ENDING;
  }
}
