package dev.threadbase.cli;

import dev.threadbase.context.ContextRepair;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was mended in a context, as {@code --json} prints it behind the messages. */
record RepairsLine(List<Repair> repairs) {

  /** One repair; the components are the names, in their order. */
  record Repair(String kind, String entryId, @Nullable String toolCallId) {

    static Repair of(ContextRepair repair) {
      String kind = repair.kind().name().toLowerCase(Locale.ROOT);
      return new Repair(kind, repair.entryId(), repair.toolCallId());
    }

    /** For people. */
    String text() {
      String call = toolCallId == null ? "" : " · call " + toolCallId;
      return kind.replace('_', ' ') + " · " + entryId + call;
    }
  }

  static RepairsLine of(List<ContextRepair> repairs) {
    return new RepairsLine(repairs.stream().map(Repair::of).toList());
  }
}
