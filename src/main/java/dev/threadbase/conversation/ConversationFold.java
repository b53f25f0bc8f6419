package dev.threadbase.conversation;

import dev.threadbase.message.Message;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation as it grows, entry by entry (ggcode session, section 5). */
public final class ConversationFold {

  private record Spoken(String entryId, Message message) {}

  private final ConversationView view;
  private final List<Spoken> path = new ArrayList<>();

  /** How many messages stand before each entry of the path. */
  private final Map<String, Integer> places = new HashMap<>();

  private final List<UsageRecord> usage = new ArrayList<>();
  private final List<MetricEvent> metrics = new ArrayList<>();
  private final List<TunnelEvent> events = new ArrayList<>();
  private List<Message> messages = new ArrayList<>();
  private @Nullable String cost;
  private boolean eventsCut;

  /** Nothing yet. */
  public ConversationFold(ConversationView view) {
    this.view = view;
  }

  /**
   * Takes the next entry of the thread's journal.
   *
   * @param onPath whether it is on the path of the leaf; of what is not, tokens and metrics count
   *     all the same, because they were spent
   * @return whether the messages are others than those before and, perhaps, one more
   */
  public boolean add(String entryId, ConversationStep step, boolean onPath) {
    if (onPath) {
      places.put(entryId, path.size());
    }
    if (step instanceof ConversationStep.Tokens tokens) {
      if (onPath || view != ConversationView.REFERENCE) {
        usage.add(tokens.usage());
      }
    } else if (step instanceof ConversationStep.Timed timed) {
      if (onPath || view != ConversationView.REFERENCE) {
        metrics.add(timed.metric());
      }
    } else if (onPath) {
      return addToPath(entryId, step);
    }
    return false;
  }

  private boolean addToPath(String entryId, ConversationStep step) {
    if (step instanceof ConversationStep.Said said) {
      path.add(new Spoken(entryId, said.message()));
      messages.add(said.message());
    } else if (step instanceof ConversationStep.Happened happened) {
      happened(happened.event());
    } else if (step instanceof ConversationStep.Costs costs) {
      cost = costs.cost();
    } else if (step instanceof ConversationStep.Checkpoint checkpoint
        && view != ConversationView.FULL) {
      messages = kept(checkpoint);
      if (view == ConversationView.REFERENCE) {
        forget();
      }
      return true;
    }
    return false;
  }

  private void happened(@Nullable TunnelEvent event) {
    if (event == null) {
      events.clear();
      eventsCut = false;
    } else {
      events.add(event);
    }
  }

  private void forget() {
    eventsCut |= !events.isEmpty();
    events.clear();
    usage.clear();
    metrics.clear();
    cost = null;
  }

  private List<Message> kept(ConversationStep.Checkpoint checkpoint) {
    int tail = tail(checkpoint);
    List<Message> kept = new ArrayList<>();
    for (Spoken before : path.subList(0, tail)) {
      if (checkpoint.keptIds().contains(before.entryId())) {
        kept.add(before.message());
      }
    }
    kept.addAll(checkpoint.messages());
    path.subList(tail, path.size()).forEach(spoken -> kept.add(spoken.message()));
    return kept;
  }

  /** Where the kept tail begins, which any entry of the path may name. */
  private int tail(ConversationStep.Checkpoint checkpoint) {
    Integer named = places.get(checkpoint.firstKept());
    if (named != null || !checkpoint.keepsLast()) {
      return named == null ? path.size() : named;
    }
    int last = Math.max(0, path.size() - 1);
    while (last > 0 && path.get(last).message().role().equals(Role.TOOL)) {
      last--;
    }
    return last;
  }

  /** The messages so far. */
  public List<Message> messages() {
    return messages;
  }

  /** The records of tokens so far. */
  public List<UsageRecord> usage() {
    return usage;
  }

  /** The metrics so far. */
  public List<MetricEvent> metrics() {
    return metrics;
  }

  /** The ledger so far. */
  public List<TunnelEvent> events() {
    return events;
  }

  /** The account of costs; null for none. */
  public @Nullable String cost() {
    return cost;
  }

  /** Whether the view leaves out events that were told before a checkpoint. */
  public boolean eventsCut() {
    return eventsCut;
  }
}
