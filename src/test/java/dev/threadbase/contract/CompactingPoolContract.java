package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.pool.compaction.CompactionPolicy;
import dev.threadbase.pool.compaction.SummaryRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pool whose summaries a test counts. */
abstract class CompactingPoolContract extends PoolContract {

  static final String LONG = "many words about one thing or another ".repeat(8);

  /** Compacts when it is asked to; leaves are small. */
  static final CompactionPolicy BY_HAND =
      CompactionPolicy.OFF.tailTurns(2).leaves(1_000, 4).fanout(3);

  final List<SummaryRequest> requests = new CopyOnWriteArrayList<>();

  private String summarise(SummaryRequest request) {
    requests.add(request);
    return "summary " + requests.size() + " of depth " + request.depth();
  }

  void compacting(CompactionPolicy policy) {
    reset(builder().fastModel("fast").compaction(policy, this::summarise));
  }

  void chats(String id, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      chat(id, LONG + i);
    }
  }

  List<Message> lastContext() {
    var calls = runners.made().get(runners.made().size() - 1).calls();
    return calls.get(calls.size() - 1).context();
  }

  static void assertPaired(List<Message> context) {
    Set<String> open = new HashSet<>();
    for (Message message : context) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call) {
          assertThat(open.add(call.id())).isTrue();
        } else if (part instanceof Part.ToolResult result) {
          assertThat(open.remove(result.callId())).as("result of %s", result.callId()).isTrue();
        }
      }
    }
    assertThat(open).isEmpty();
  }
}
