package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * Builds what a model is sent from a path; pure functions (floret session tree, BuildContext and
 * BuildContextProjection).
 *
 * <p>The last compaction of the path cuts: its summary and the users' messages that it keeps become
 * one checkpoint in front, then comes the tail that it keeps, then everything after it. A
 * compaction that names the messages that stand for what was before it has these in front, and no
 * checkpoint. Nothing else of the path before the cut is in the context. Markers, model changes,
 * failures and custom entries are never in it, nor is what a retry took back; see {@link
 * dev.threadbase.thread.RetrySource}.
 *
 * <p>As the reference does, the default mode neither pairs calls with results nor cares who speaks
 * first. The repaired mode makes a context that providers accept: see {@link ContextRepair}.
 */
public final class ContextBuilder {

  private final PathView path;
  private final ContextOptions options;
  private final List<ContextRepair> repairs = new ArrayList<>();

  private ContextBuilder(PathView path, ContextOptions options) {
    this.path = path;
    this.options = options;
  }

  /**
   * The messages that a provider is sent.
   *
   * @param path a path from its root on
   */
  public static List<Message> buildContext(List<Entry> path) {
    return buildContextProjection(path, ContextOptions.DEFAULT).messages();
  }

  /**
   * The messages, where each comes from, and what was mended.
   *
   * @param path a path from its root on; the leaf in the options does not matter here
   */
  public static ContextProjection buildContextProjection(List<Entry> path, ContextOptions options) {
    return new ContextBuilder(new PathView(path), options).build();
  }

  /** The messages of the context as they are stored, cut where the compaction says. */
  static List<Projected> stored(PathView path) {
    return new ContextBuilder(path, ContextOptions.REPAIRED).messages(path.firstKept());
  }

  /** Every message of the path as it is stored, whatever a compaction cut off. */
  static List<Projected> originals(PathView path) {
    return new ContextBuilder(path, ContextOptions.REPAIRED).said(0, path.size());
  }

  /** The users' messages that the last compaction keeps before its tail. */
  static List<Checkpoint.KeptUser> keptUsers(PathView path) {
    int compaction = path.compaction();
    int firstKept = path.firstKept();
    boolean keeps = firstKept >= 0 && firstKept < compaction;
    return new ContextBuilder(path, ContextOptions.DEFAULT)
        .keptUsers(keeps ? firstKept : compaction);
  }

  private ContextProjection build() {
    List<Projected> messages =
        options.repaired()
            ? ContextMending.of(messages(cutBetweenTurns()), repairs)
            : messages(path.firstKept());
    return new ContextProjection(
        options.purpose(),
        messages.stream().map(Projected::message).toList(),
        messages.stream().map(projected -> Annotations.of(projected, options.purpose())).toList(),
        repairs);
  }

  private List<Projected> messages(int firstKept) {
    int compaction = path.compaction();
    if (compaction < 0) {
      return said(0, path.size());
    }
    boolean keeps = firstKept >= 0 && firstKept < compaction;
    boolean replaced = !path.content(compaction).replacement().isEmpty();
    List<Projected> tail = new ArrayList<>();
    if (keeps && !replaced) {
      tail.addAll(said(firstKept, compaction));
    }
    tail.addAll(said(compaction + 1, path.size()));
    Content content = path.content(compaction);
    if (replaced) {
      tail.addAll(0, replacement(compaction, content));
      return tail;
    }
    String summary = Objects.requireNonNullElse(content.summary(), "");
    if (!summary.isEmpty()) {
      List<Checkpoint.KeptUser> kept = keptUsers(keeps ? firstKept : compaction);
      Message checkpoint = Checkpoint.message(summary, kept, !tail.isEmpty(), content.compaction());
      tail.add(0, new Projected(checkpoint, path.entry(compaction)));
    }
    return tail;
  }

  private List<Projected> replacement(int compaction, Content content) {
    return content.replacement().stream()
        .map(message -> new Projected(message, path.entry(compaction)))
        .toList();
  }

  private List<Projected> said(int from, int to) {
    List<Projected> messages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Message message = options.repaired() ? path.spoken(i) : path.visible(i);
      if (message != null) {
        messages.add(new Projected(message, path.entry(i)));
      }
    }
    return messages;
  }

  /** Those before the tail, each once, in the order in which the compaction names them. */
  private List<Checkpoint.KeptUser> keptUsers(int firstKept) {
    List<Checkpoint.KeptUser> users = new ArrayList<>();
    for (String id : new LinkedHashSet<>(path.keptUserIds())) {
      Integer position = path.position(id);
      if (position != null && position < firstKept && path.isUser(position)) {
        Message message = Objects.requireNonNull(path.content(position).message());
        String text = ReferenceMessage.of(message).get(0).content();
        users.add(new Checkpoint.KeptUser(id, text));
      }
    }
    return users;
  }

  private int cutBetweenTurns() {
    int firstKept = path.firstKept();
    int moved = TurnCut.before(path, firstKept);
    if (moved != firstKept) {
      String entry = path.entry(moved).id();
      repairs.add(new ContextRepair(ContextRepair.Kind.CUT_MOVED, entry, null));
    }
    return moved;
  }
}
