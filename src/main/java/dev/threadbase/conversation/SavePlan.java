package dev.threadbase.conversation;

import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.message.Message;
import dev.threadbase.thread.NewEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a save does to a thread: it goes on from where the stored path last said the beginning of
 * what is to be saved.
 *
 * @param branches whether the leaf moves back first
 * @param from the entry that becomes the leaf then; null for an empty path
 * @param entries what is appended
 * @param speaks whether a user says something in words on the path then, before a checkpoint or
 *     behind it
 */
public record SavePlan(
    boolean branches, @Nullable String from, List<NewEntry> entries, boolean speaks) {

  /** The path is left as it is, with nothing on it. */
  public static final SavePlan EMPTIES = new SavePlan(true, null, List.of(), false);

  /** Copies the entries. */
  public SavePlan {
    entries = List.copyOf(entries);
  }

  /**
   * Plans a save.
   *
   * @param journal the thread's journal, in its order
   * @param leafId the thread's leaf
   * @throws HeadMoved if messages, or events, would be hidden that the conversation has not seen
   * @throws dev.threadbase.ThreadbaseException.InvalidData if JSON of a record is none
   */
  public static SavePlan of(
      Conversation conversation, List<StoredStep> journal, @Nullable String leafId) {
    return new Planner(conversation, journal, leafId).plan();
  }

  private static final class Planner {
    private final Conversation target;
    private final List<StoredStep> journal;
    private final @Nullable String leafId;
    private final ConversationView view;
    private final int seen;
    private final List<TunnelEvent> events;
    private final @Nullable String cost;

    Planner(Conversation target, List<StoredStep> journal, @Nullable String leafId) {
      this.target = target;
      this.journal = journal;
      this.leafId = leafId;
      StoredConversation stored = target.stored();
      this.view = stored == null ? ConversationView.CONTEXT : stored.view();
      this.seen = stored == null ? 0 : seen(journal, stored.leafId());
      this.events = target.tunnelEvents().stream().map(RecordJson::spelled).toList();
      this.cost = target.cost() == null ? null : RecordJson.compact("the cost", target.cost());
    }

    /** How much of the journal the conversation knows; nothing if its leaf was left since. */
    private static int seen(List<StoredStep> journal, @Nullable String leafId) {
      for (int i = 0; i < journal.size(); i++) {
        StoredStep step = journal.get(i);
        if (step.onPath() && step.entryId().equals(leafId)) {
          return i + 1;
        }
      }
      return 0;
    }

    SavePlan plan() {
      int common = common();
      refuseHiding(common);
      ConversationFold kept = foldTo(common);
      ConversationFold known = foldTo(seen);
      ConversationFold all = foldTo(journal.size());
      List<NewEntry> entries = new ArrayList<>();
      List<Message> messages = target.messages();
      messages
          .subList(kept.messages().size(), messages.size())
          .forEach(message -> entries.add(ConversationEntries.message(message)));
      addEvents(kept, known, all, entries);
      addCost(kept, known, all, entries);
      added(all.usage(), target.usageHistory())
          .forEach(usage -> entries.add(ConversationEntries.usage(usage)));
      added(all.metrics(), target.metrics())
          .forEach(metric -> entries.add(ConversationEntries.metric(metric)));
      return new SavePlan(isLeft(common), lastOnPath(common), entries, speaks(common));
    }

    private boolean speaks(int common) {
      return target.hasUserInteraction()
          || journal.subList(0, common).stream()
              .anyMatch(step -> step.onPath() && step.step().isUserText());
    }

    /**
     * The beginning of the journal after which the path says the longest beginning of the target;
     * of several that say as much the longest one.
     */
    private int common() {
      ConversationFold fold = new ConversationFold(view);
      boolean matches = true;
      int longest = 0;
      int most = 0;
      for (int i = 0; i < journal.size(); i++) {
        int before = fold.messages().size();
        boolean others = add(fold, journal.get(i));
        matches =
            others
                ? isBeginning(fold.messages(), 0)
                : matches && isBeginning(fold.messages(), before);
        if (matches && fold.messages().size() >= most) {
          most = fold.messages().size();
          longest = i + 1;
        }
      }
      return longest;
    }

    private boolean isBeginning(List<Message> said, int from) {
      List<Message> wanted = target.messages();
      return said.size() <= wanted.size()
          && said.subList(from, said.size()).equals(wanted.subList(from, said.size()));
    }

    private void refuseHiding(int common) {
      for (int i = Math.max(common, seen); i < journal.size(); i++) {
        ConversationStep step = journal.get(i).step();
        boolean speaks =
            step instanceof ConversationStep.Said || step instanceof ConversationStep.Checkpoint;
        if (journal.get(i).onPath() && speaks) {
          throw moved();
        }
      }
    }

    private HeadMoved moved() {
      StoredConversation stored = target.stored();
      return new HeadMoved(target.id(), stored == null ? null : stored.leafId(), leafId);
    }

    /** Events that the caller did not touch stay as they are, with what others have added. */
    private void addEvents(
        ConversationFold kept,
        ConversationFold known,
        ConversationFold all,
        List<NewEntry> entries) {
      List<TunnelEvent> wanted = events;
      if (target.stored() != null && wanted.equals(known.events())) {
        wanted = all.events();
      } else if (!startsWith(wanted, all.events()) && hasUnseenEvent()) {
        throw moved();
      }
      int there = kept.events().size();
      if (!startsWith(wanted, kept.events())) {
        entries.add(ConversationEntries.newLedger());
        there = 0;
      }
      wanted
          .subList(there, wanted.size())
          .forEach(event -> entries.add(ConversationEntries.tunnelEvent(event)));
    }

    private boolean hasUnseenEvent() {
      return journal.subList(seen, journal.size()).stream()
          .anyMatch(step -> step.onPath() && step.step() instanceof ConversationStep.Happened);
    }

    private void addCost(
        ConversationFold kept,
        ConversationFold known,
        ConversationFold all,
        List<NewEntry> entries) {
      boolean untouched = target.stored() != null && Objects.equals(cost, known.cost());
      String wanted = untouched ? all.cost() : cost;
      if (!Objects.equals(wanted, kept.cost())) {
        entries.add(ConversationEntries.cost(wanted));
      }
    }

    /** What is wanted and not there; of equal records as many as are missing. */
    private static <T> List<T> added(List<T> there, List<T> wanted) {
      Map<T, Integer> left = new HashMap<>();
      there.forEach(record -> left.merge(record, 1, Integer::sum));
      return wanted.stream().filter(record -> left.merge(record, -1, Integer::sum) < 0).toList();
    }

    private static <T> boolean startsWith(List<T> list, List<T> beginning) {
      return beginning.size() <= list.size() && list.subList(0, beginning.size()).equals(beginning);
    }

    private ConversationFold foldTo(int end) {
      ConversationFold fold = new ConversationFold(view);
      journal.subList(0, end).forEach(step -> add(fold, step));
      return fold;
    }

    private static boolean add(ConversationFold fold, StoredStep step) {
      return fold.add(step.entryId(), step.step(), step.onPath());
    }

    private boolean isLeft(int common) {
      return journal.subList(common, journal.size()).stream().anyMatch(StoredStep::onPath);
    }

    private @Nullable String lastOnPath(int common) {
      for (int i = common - 1; i >= 0; i--) {
        if (journal.get(i).onPath()) {
          return journal.get(i).entryId();
        }
      }
      return null;
    }
  }
}
