package dev.threadbase.thread;

import java.util.Objects;

/**
 * What an entry is. Types are open: any string is stored and returned, the constants are the ones
 * that Threadbase itself writes or reads (floret session tree, its entry types).
 *
 * @param name the type's name; may be empty, is never null
 */
public record EntryType(String name) {

  /** Something about the thread itself, for example a new display name. */
  public static final EntryType THREAD_INFO = new EntryType("thread_info");

  /** A turn's start, save point or end; see {@link TurnStatus}. */
  public static final EntryType TURN_MARKER = new EntryType("turn_marker");

  /** What the user said. */
  public static final EntryType USER_MESSAGE = new EntryType("user_message");

  /** What the model said. */
  public static final EntryType ASSISTANT_MESSAGE = new EntryType("assistant_message");

  /** What the model asked of tools, perhaps with text beside it. */
  public static final EntryType TOOL_CALL = new EntryType("tool_call");

  /** What tools answered. */
  public static final EntryType TOOL_RESULT = new EntryType("tool_result");

  /** Another model from here on. */
  public static final EntryType MODEL_CHANGE = new EntryType("model_change");

  /** Another set of tools from here on. */
  public static final EntryType ACTIVE_TOOLS_CHANGE = new EntryType("active_tools_change");

  /** A summary that stands for what lies before it in the context. */
  public static final EntryType COMPACTION = new EntryType("compaction");

  /** A summary of a branch that was left. */
  public static final EntryType BRANCH_SUMMARY = new EntryType("branch_summary");

  /** A run that failed, and why. */
  public static final EntryType RUN_FAILURE = new EntryType("run_failure");

  /** Tokens that one call of a model took. */
  public static final EntryType USAGE = new EntryType("usage");

  /** How long a call of a model or of a tool took. */
  public static final EntryType METRIC = new EntryType("metric");

  /** An event of the ledger that other devices follow. */
  public static final EntryType TUNNEL_EVENT = new EntryType("tunnel_event");

  /** What a host keeps of costs. */
  public static final EntryType COST = new EntryType("cost");

  /** Whatever a host keeps beside the conversation. */
  public static final EntryType CUSTOM = new EntryType("custom");

  /** Takes the name as it is. */
  public EntryType {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String toString() {
    return name;
  }
}
