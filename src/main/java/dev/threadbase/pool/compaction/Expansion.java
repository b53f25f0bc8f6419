package dev.threadbase.pool.compaction;

import dev.threadbase.message.Message;
import java.util.List;

/**
 * What a summary was made of.
 *
 * @param summaries its members, in order; empty for a leaf
 * @param messages its messages, in order; empty unless it is a leaf
 * @param cut whether the cap on tokens left something out
 */
public record Expansion(List<Summary> summaries, List<Message> messages, boolean cut) {

  /** Copies the lists. */
  public Expansion {
    summaries = List.copyOf(summaries);
    messages = List.copyOf(messages);
  }
}
