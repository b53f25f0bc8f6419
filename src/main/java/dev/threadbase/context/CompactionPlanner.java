package dev.threadbase.context;

import dev.threadbase.CompactionRefusal;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
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
  private final KeptUsers users;

  private CompactionPlanner(List<Entry> entries, CompactionRequest request) {
    this.path = new PathView(entries);
    this.request = request;
    this.context = ControlSignal.replacedWhereOpen(ContextBuilder.stored(path));
    List<Projected> said =
        request.originals()
            ? ControlSignal.replacedWhereOpen(ContextBuilder.originals(path))
            : context;
    this.messages =
        said.stream()
            .filter(message -> !message.entry().type().equals(EntryType.COMPACTION))
            .toList();
    this.cuts = new SafeCuts(messages.stream().map(Projected::message).toList());
    this.users = new KeptUsers(path, messages, request);
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
    CompactionBudget budget = request.budget();
    long frame = TokenEstimate.of(Checkpoint.message("", List.of(), true, null));
    long fixed = frame + budget.summaryEstimate() + CompactionBudget.OVERHEAD;
    long least = Long.MAX_VALUE;
    for (int cut : candidates()) {
      long room = budget.contextTokens() - fixed - cuts.tokensFrom(cut);
      long needed = users.tokensNeededBefore(cut);
      if (needed <= room) {
        return plan(cut, users.before(cut, Math.min(room, budget.userTokens())));
      }
      least = Math.min(least, fixed + cuts.tokensFrom(cut) + needed);
    }
    throw new CompactionRefused(CompactionRefusal.STILL_TOO_LARGE, least, budget.contextTokens());
  }

  /** Where the tail may begin, the longest tail first; the last is no tail at all. */
  private List<Integer> candidates() {
    int end = messages.size();
    long limit = request.budget().tailTokens();
    List<Integer> all = cuts.all();
    boolean alone = end == 1 && !cuts.waits();
    if (!alone && (all.isEmpty() || cuts.tokensFrom(0) <= limit)) {
      throw new CompactionRefused(CompactionRefusal.NO_SAFE_CUT, cuts.tokensFrom(0), limit);
    }
    List<Integer> found = new ArrayList<>();
    List<Integer> turns = cuts.betweenTurns();
    int lastTurn = turns.isEmpty() ? 0 : turns.get(turns.size() - 1);
    turns.stream().filter(cut -> cuts.tokensFrom(cut) <= limit).forEach(found::add);
    cuts.insideTurns().stream()
        .filter(cut -> cut > lastTurn && cuts.tokensFrom(cut) <= limit)
        .forEach(found::add);
    if (found.isEmpty() && !alone) {
      // What was said last alone is more than the tail may hold; it stays if the context holds it.
      found.add(all.get(all.size() - 1));
    }
    if (!cuts.waits()) {
      found.add(end);
    }
    return found;
  }

  private CompactionPlan plan(int cut, List<Checkpoint.KeptUser> kept) {
    Compaction before = path.cut();
    Content last = path.compaction() < 0 ? Content.EMPTY : path.content(path.compaction());
    boolean tail = cut < messages.size();
    List<Projected> cutOff = new ArrayList<>(replacement(last));
    cutOff.addAll(messages.subList(0, cut));
    Message checkpoint = Checkpoint.message("", kept, tail, null);
    return new CompactionPlan(
        path.entry(path.size() - 1).id(),
        request.originals() || !last.replacement().isEmpty() ? null : last.summary(),
        ContextMending.of(cutOff, new ArrayList<>()).stream().map(Projected::message).toList(),
        tail ? messages.get(cut).entry().id() : null,
        messages.get(cut - 1).entry().id(),
        kept.stream().map(Checkpoint.KeptUser::entryId).toList(),
        before == null ? null : before.id(),
        path.compaction() < 0 ? 1 : Math.max(1, before == null ? 0 : before.generation()) + 1,
        context.stream().mapToLong(message -> TokenEstimate.of(message.message())).sum(),
        TokenEstimate.of(checkpoint) + cuts.tokensFrom(cut),
        request);
  }

  /** The messages that the compaction before put in place of what it cut off. */
  private List<Projected> replacement(Content last) {
    return request.originals() || last.replacement().isEmpty()
        ? List.of()
        : context.stream()
            .filter(message -> message.entry().type().equals(EntryType.COMPACTION))
            .toList();
  }
}
