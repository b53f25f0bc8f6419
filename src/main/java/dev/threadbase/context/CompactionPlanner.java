package dev.threadbase.context;

import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.ThreadbaseException.CompactionRefused.Reason;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses where to cut a context; pure functions (floret session tree, compaction.Prepare).
 *
 * <p>The newest whole turns stay, as many as the budget's tail holds. If not even the last turn
 * fits it is cut inside, but never between a call and its result nor inside a batch, and its user's
 * message is kept word for word. Users' messages before the tail are kept newest first, as many as
 * the budget holds, those that an earlier compaction kept included. A context that is one message
 * is cut off whole.
 */
public final class CompactionPlanner {

  private final PathView path;
  private final CompactionRequest request;
  private final List<Projected> context;
  private final List<Projected> messages;
  private final SafeCuts cuts;

  private CompactionPlanner(List<Entry> entries, CompactionRequest request) {
    this.path = new PathView(entries);
    this.request = request;
    this.context = ContextBuilder.messages(path);
    List<Projected> said = request.originals() ? ContextBuilder.originals(path) : context;
    this.messages = said.stream().filter(message -> !isCheckpoint(message)).toList();
    this.cuts = new SafeCuts(messages.stream().map(Projected::message).toList());
  }

  private static boolean isCheckpoint(Projected projected) {
    return Checkpoint.KIND.equals(projected.message().attributes().get(ReferenceMessage.KIND));
  }

  /**
   * Plans a compaction.
   *
   * @param path a path from its root on
   * @throws CompactionRefused if everything fits the tail, there is no place to cut, or what must
   *     stay is longer than the budget allows
   */
  public static CompactionPlan plan(List<Entry> path, CompactionRequest request) {
    return new CompactionPlanner(path, request).plan();
  }

  private CompactionPlan plan() {
    if (messages.isEmpty()) {
      throw new CompactionRefused(Reason.NO_SAFE_CUT);
    }
    for (int cut : candidates()) {
      List<Checkpoint.KeptUser> users = users(cut);
      long kept = kept(cut, users);
      long estimate = kept + request.budget().summaryEstimate() + CompactionBudget.OVERHEAD;
      if (estimate <= request.budget().contextTokens()) {
        return plan(cut, users, kept);
      }
    }
    throw new CompactionRefused(Reason.STILL_TOO_LARGE);
  }

  /** Where the tail may begin, the longest tail first; the last is no tail at all. */
  private List<Integer> candidates() {
    int end = messages.size();
    long limit = request.budget().tailTokens();
    List<Integer> found = new ArrayList<>();
    if (end > 1 && cuts.tokensFrom(0) <= limit) {
      throw new CompactionRefused(Reason.NO_SAFE_CUT);
    }
    cuts.betweenTurns().stream().filter(cut -> cuts.tokensFrom(cut) <= limit).forEach(found::add);
    int after = cuts.betweenTurns().isEmpty() ? 0 : last(cuts.betweenTurns());
    cuts.insideTurns().stream()
        .filter(cut -> cut > after && cuts.tokensFrom(cut) <= limit)
        .forEach(found::add);
    if (found.isEmpty() && end > 1) {
      // What was said last alone is more than the tail may hold; it stays if the context holds it.
      List<Integer> all = cuts.all();
      if (all.isEmpty()) {
        throw new CompactionRefused(Reason.NO_SAFE_CUT);
      }
      found.add(last(all));
    }
    found.add(end);
    return found;
  }

  private static int last(List<Integer> cuts) {
    return cuts.get(cuts.size() - 1);
  }

  /** Users' messages before a cut: the last of them in any case if the tail has none. */
  private List<Checkpoint.KeptUser> users(int cut) {
    List<Checkpoint.KeptUser> newestFirst = new ArrayList<>();
    boolean inTail = isUserIn(cut, messages.size());
    long left = request.budget().userTokens();
    List<Checkpoint.KeptUser> candidates = candidatesBefore(cut);
    for (int i = candidates.size() - 1; i >= 0; i--) {
      long tokens = TokenEstimate.of(candidates.get(i).content());
      boolean needed = newestFirst.isEmpty() && !inTail;
      if (tokens > left && !needed) {
        break;
      }
      left -= tokens;
      newestFirst.add(0, candidates.get(i));
    }
    return newestFirst;
  }

  private boolean isUserIn(int from, int to) {
    for (int i = from; i < to; i++) {
      if (path.isUser(position(i))) {
        return true;
      }
    }
    return false;
  }

  private int position(int message) {
    Integer position = path.position(messages.get(message).entry().id());
    return position == null ? -1 : position;
  }

  private List<Checkpoint.KeptUser> candidatesBefore(int cut) {
    List<Checkpoint.KeptUser> users = new ArrayList<>();
    if (!request.originals()) {
      users.addAll(ContextBuilder.keptUsers(path));
    }
    for (int i = 0; i < cut; i++) {
      if (path.isUser(position(i))) {
        Message message = messages.get(i).message();
        String text = ReferenceMessage.of(message).get(0).content();
        users.add(new Checkpoint.KeptUser(messages.get(i).entry().id(), text));
      }
    }
    return users;
  }

  private long kept(int cut, List<Checkpoint.KeptUser> users) {
    Message checkpoint = Checkpoint.message("", users, cut < messages.size(), null);
    return TokenEstimate.of(checkpoint) + cuts.tokensFrom(cut);
  }

  private CompactionPlan plan(int cut, List<Checkpoint.KeptUser> users, long kept) {
    Compaction before = path.cut();
    Content last = path.compaction() < 0 ? Content.EMPTY : path.content(path.compaction());
    boolean tail = cut < messages.size();
    return new CompactionPlan(
        path.entry(path.size() - 1).id(),
        request.originals() ? null : last.summary(),
        messages.subList(0, cut).stream().map(Projected::message).toList(),
        tail ? messages.get(cut).entry().id() : null,
        messages.get(cut - 1).entry().id(),
        users.stream().map(Checkpoint.KeptUser::entryId).toList(),
        before == null ? null : before.id(),
        path.compaction() < 0 ? 1 : Math.max(1, before == null ? 0 : before.generation()) + 1,
        context.stream().mapToLong(message -> TokenEstimate.of(message.message())).sum(),
        kept,
        request);
  }
}
