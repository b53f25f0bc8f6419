package dev.threadbase.context;

import dev.threadbase.context.ContextRepair.Kind;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts for every part of a default context: it is in the repaired one, or reported. */
final class RepairAccount {

  private static final Set<String> MADE =
      Set.of(ContextRepair.INTERRUPTED_RESULT, ContextRepair.OPENING, Checkpoint.KIND);

  private final ContextProjection repaired;
  private final Map<String, List<Part>> left = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private RepairAccount(ContextProjection repaired) {
    this.repaired = repaired;
    for (int i = 0; i < repaired.messages().size(); i++) {
      if (!isMade(repaired, i)) {
        left.computeIfAbsent(repaired.annotations().get(i).entryId(), id -> new ArrayList<>())
            .addAll(repaired.messages().get(i).parts());
      }
    }
  }

  private static boolean isMade(ContextProjection context, int position) {
    String kind = context.annotations().get(position).kind();
    return MADE.contains(kind);
  }

  /** What is missing, and what is there that nobody said. */
  static List<String> complaints(ContextProjection plain, ContextProjection repaired) {
    RepairAccount account = new RepairAccount(repaired);
    Set<Kind> cut = Set.of(Kind.CUT_MOVED);
    boolean moved = repaired.repairs().stream().anyMatch(repair -> cut.contains(repair.kind()));
    for (int i = 0; i < plain.messages().size(); i++) {
      if (!isMade(plain, i)) {
        account.message(plain.messages().get(i), plain.annotations().get(i).entryId());
      }
    }
    account.left.values().removeIf(List::isEmpty);
    if (!moved && !account.left.isEmpty()) {
      account.complaints.add("said by nobody: " + account.left.keySet());
    }
    return account.complaints;
  }

  private void message(Message message, String entry) {
    boolean tool = message.role().equals(Role.TOOL);
    if (message.parts().isEmpty() && !isReported(Kind.EMPTY_DROPPED, entry, null)) {
      complaints.add("an empty message of " + entry);
    }
    for (Part part : message.parts()) {
      if (!isAccounted(part, message.role(), entry, tool)) {
        complaints.add("lost: a part of " + entry + ", " + part);
      }
    }
  }

  private boolean isAccounted(Part part, Role role, String entry, boolean tool) {
    if (part instanceof Part.ToolResult result) {
      String id = result.callId();
      return take(entry, part)
          || isReported(Kind.ORPHAN_RESULT_DROPPED, entry, id)
          || isReported(Kind.DUPLICATE_RESULT_DROPPED, entry, id);
    }
    if (part instanceof Part.ToolCall call && !role.equals(Role.ASSISTANT)) {
      return isReported(Kind.MISPLACED_CALL_DROPPED, entry, call.id());
    }
    if (part instanceof Part.Text text && NaiveText.trim(text.text()).isEmpty()) {
      return isReported(Kind.EMPTY_DROPPED, entry, null);
    }
    return take(entry, part) || (tool && isReported(Kind.MISPLACED_PART_DROPPED, entry, null));
  }

  private boolean isReported(Kind kind, String entry, @Nullable String callId) {
    return repaired.repairs().contains(new ContextRepair(kind, entry, callId));
  }

  private boolean take(String entry, Part part) {
    List<Part> parts = left.getOrDefault(entry, List.of());
    for (int i = 0; i < parts.size(); i++) {
      if (isSame(part, parts.get(i), entry)) {
        parts.remove(i);
        return true;
      }
    }
    return false;
  }

  /** With more of the path kept, a call to the host may be answered, or open, that was not. */
  private static boolean isSignal(Part call, Part text) {
    return ControlSignal.is(call)
        && text instanceof Part.Text said
        && said.text().startsWith("Agent ");
  }

  private boolean isSame(Part stored, Part shown, String entry) {
    if (isSignal(stored, shown) || isSignal(shown, stored)) {
      return true;
    }
    if (stored instanceof Part.ToolCall call && shown instanceof Part.ToolCall other) {
      boolean renamed = isReported(Kind.CALL_RENAMED, entry, call.id());
      return (renamed || call.id().equals(other.id()))
          && call.name().equals(other.name())
          && call.arguments().equals(other.arguments());
    }
    if (stored instanceof Part.ToolResult result && shown instanceof Part.ToolResult other) {
      boolean renamed =
          repaired.repairs().stream()
              .anyMatch(
                  repair ->
                      repair.kind() == Kind.CALL_RENAMED
                          && result.callId().equals(repair.toolCallId()));
      return (renamed || result.callId().equals(other.callId()))
          && result.content().equals(other.content())
          && result.error() == other.error();
    }
    return stored.equals(shown);
  }
}
