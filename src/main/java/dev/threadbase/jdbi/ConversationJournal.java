package dev.threadbase.jdbi;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationFold;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStep;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.StoredConversation;
import dev.threadbase.conversation.StoredHeader;
import dev.threadbase.conversation.StoredStep;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A thread's journal as its conversation sees it: what it inherited, then what it wrote. */
final class ConversationJournal {

  /** So many entries are held beside what they mean. */
  private static final int PAGE = 500;

  private ConversationJournal() {}

  /** The conversation of a thread. */
  static Conversation load(Handle handle, ThreadRow thread, ConversationView view) {
    ConversationFold fold = new ConversationFold(view);
    read(handle, thread).forEach(step -> fold.add(step.entryId(), step.step(), step.onPath()));
    ConversationHeader header = StoredHeader.of(thread.meta());
    ConversationHeader shown = fold.eventsCut() ? header.withTunnelEventsComplete(false) : header;
    return new Conversation(
        shown,
        fold.messages(),
        fold.usage(),
        fold.metrics(),
        fold.events(),
        fold.cost(),
        new StoredConversation(view, thread.meta().leafId(), shown));
  }

  static List<StoredStep> read(Handle handle, ThreadRow thread) {
    Map<String, Long> path = new HashMap<>();
    for (Run run : EntryReader.runsTo(handle, thread, null)) {
      path.put(run.segmentId(), run.length());
    }
    List<Run> inherited =
        thread.inheritedLength() == 0
            ? List.of()
            : EntryReader.runs(handle, thread.sessionId(), thread.baseSegmentId(), 0);
    EntrySequence journal = EntrySequence.journal(thread, inherited);
    List<StoredStep> steps = new ArrayList<>();
    for (long from = 0; from < journal.total(); from += PAGE) {
      for (Entry entry : journal.part(handle, from, Math.min(journal.total(), from + PAGE))) {
        boolean onPath = entry.seq() < path.getOrDefault(entry.segmentId(), 0L);
        steps.add(new StoredStep(entry.id(), ConversationStep.of(entry), onPath));
      }
    }
    return steps;
  }
}
