package dev.threadbase.context;

import dev.threadbase.context.ReferencePath.Item;
import dev.threadbase.thread.Compaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reference's projection once more, from its description and in its own shape, as plainly as it
 * can be said; shares nothing with the one that is tested.
 */
final class NaiveProjection {

  private final List<Item> path;
  private final List<ReferenceMessage> messages = new ArrayList<>();
  private final List<String> types = new ArrayList<>();

  private NaiveProjection(List<Item> path) {
    this.path = path;
  }

  static JsonNode of(List<Item> path, ContextPurpose purpose) {
    NaiveProjection naive = new NaiveProjection(path);
    naive.build();
    return naive.json(purpose);
  }

  /** An entry is gone if a retry behind it, not gone itself, goes on from before it. */
  private boolean isGone(int position) {
    for (int i = position + 1; i < path.size(); i++) {
      String source = path.get(i).rest().metadata().get("retry_source_entry_id");
      if (source != null && indexOf(source) >= 0 && indexOf(source) < position && !isGone(i)) {
        return true;
      }
    }
    return false;
  }

  private int indexOf(@Nullable String id) {
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private String type(int position) {
    return path.get(position).type().name();
  }

  private void build() {
    int cut = path.size() - 1;
    while (cut >= 0 && (!type(cut).equals("compaction") || isGone(cut))) {
      cut--;
    }
    if (cut < 0) {
      add(0, path.size());
      return;
    }
    int firstKept = firstKept(cut);
    if (firstKept >= 0 && firstKept < cut) {
      add(firstKept, cut);
    }
    add(cut + 1, path.size());
    Item item = path.get(cut);
    String summary = item.rest().summary();
    if (summary != null && !summary.isEmpty()) {
      String text = NaiveText.checkpoint(summary, keptUsers(cut, firstKept), !messages.isEmpty());
      Compaction about = item.rest().compaction();
      messages.add(
          0,
          new ReferenceMessage(
              "user",
              text,
              "",
              "",
              "",
              "",
              item.id(),
              orEmpty(item.parentId()),
              "compaction_summary",
              null,
              about == null ? "" : orEmpty(about.id()),
              about == null ? 0 : about.generation(),
              about == null ? "" : orEmpty(about.windowId())));
      types.add(0, "compaction");
    }
  }

  private List<String> keptIds(int cut) {
    Compaction about = path.get(cut).rest().compaction();
    return about == null ? List.of() : about.keptUserEntryIds();
  }

  private int firstKept(int cut) {
    Compaction about = path.get(cut).rest().compaction();
    int named = indexOf(about == null ? null : about.firstKeptEntryId());
    if (named >= 0 || !keptIds(cut).isEmpty()) {
      return named;
    }
    List<String> spoken = List.of("user_message", "assistant_message", "tool_call", "tool_result");
    for (int i = cut - 1; i >= 0; i--) {
      if (spoken.contains(type(i)) && !isGone(i)) {
        while (i > 0 && type(i).equals("tool_result")) {
          i--;
        }
        return i;
      }
    }
    return -1;
  }

  private List<Item> keptUsers(int cut, int firstKept) {
    List<Item> kept = new ArrayList<>();
    for (String id : keptIds(cut)) {
      int at = indexOf(id);
      boolean inTail = firstKept >= 0 && at >= firstKept;
      if (at >= 0
          && at < cut
          && !inTail
          && !kept.contains(path.get(at))
          && type(at).equals("user_message")
          && path.get(at).message().role().equals("user")) {
        kept.add(path.get(at));
      }
    }
    return kept;
  }

  private void add(int from, int to) {
    for (int i = from; i < to; i++) {
      ReferenceMessage message = isGone(i) ? null : visible(path.get(i));
      if (message != null) {
        messages.add(message.standingFor(path.get(i).id(), path.get(i).parentId()));
        types.add(type(i));
      }
    }
  }

  private static @Nullable ReferenceMessage visible(Item item) {
    ReferenceMessage message = item.message();
    switch (item.type().name()) {
      case "branch_summary" -> {
        String summary = orEmpty(item.rest().summary());
        return summary.isEmpty() ? null : ReferencePath.said("assistant", summary);
      }
      case "user_message", "assistant_message", "tool_result" -> {
        return message.role().isEmpty() ? null : message;
      }
      case "tool_call" -> {
        return message.role().isEmpty() ? null : signal(message);
      }
      default -> {
        return null;
      }
    }
  }

  private static ReferenceMessage signal(ReferenceMessage call) {
    boolean asks = call.toolName().equals("ask_user");
    if (!call.role().equals("assistant") || !(asks || call.toolName().equals("task_complete"))) {
      return call;
    }
    String text =
        asks
            ? "Agent requested user input: " + argument(call.toolArgs(), "question")
            : "Agent completed the task: " + argument(call.toolArgs(), "output");
    return new ReferenceMessage(
        "assistant", text, "", "", "", "", "", "", "control_signal", null, "", 0, "");
  }

  private static String argument(String arguments, String name) {
    try {
      JsonNode json = JsonMapper.shared().readTree("[" + NaiveText.trim(arguments) + "]");
      boolean one = json.size() == 1 && json.get(0).size() == 1;
      return one && json.get(0).path(name).isString()
          ? json.get(0).get(name).asString()
          : arguments;
    } catch (JacksonException broken) {
      return arguments;
    }
  }

  private JsonNode json(ContextPurpose purpose) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    if (messages.isEmpty()) {
      return json.putNull("messages");
    }
    ArrayNode list = json.putArray("messages");
    ArrayNode segments = json.putArray("segments");
    for (int i = 0; i < messages.size(); i++) {
      ReferenceMessage message = messages.get(i);
      list.add(NaiveText.json(message));
      ObjectNode segment = segments.addObject();
      put(segment, "entry_id", message.entryId());
      put(segment, "entry_type", types.get(i));
      segment.put("message_index", i);
      put(segment, "role", message.role());
      put(segment, "tool_call_id", message.toolCallId());
      put(segment, "tool_name", message.toolName());
      segment.put("token_estimate", NaiveText.tokens(message));
      if (purpose == ContextPurpose.UI) {
        JsonNode full = NaiveText.fullOutput(message);
        if (full != null) {
          segment.putArray("artifact_refs").add(full);
        }
        put(segment, "ui_preview", NaiveText.preview(message.content()));
      }
    }
    return json;
  }

  private static void put(ObjectNode object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
