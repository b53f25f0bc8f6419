package dev.threadbase.contract;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.TurnStatus;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A random entry whose every value is a word of its own.
 *
 * @param entry the entry
 * @param words the words, by the names that the model has for what they are
 */
record RandomSaying(NewEntry entry, Map<String, String> words) {

  /** Losses of what is no word: where it stands, and what is as it is in many entries. */
  static final Set<String> NOT_WORDS =
      Set.of(
          "type",
          "created_at",
          "message.role",
          "message",
          "tool_result.error",
          "compaction.first_kept_entry_id");

  private static final Set<String> PARTS = Set.of("media", "reasoning", "tool_call", "tool_result");
  private static final Pattern MARK = Pattern.compile("mark[0-9]+x");

  /** The word that stands for an entry; empty if it has none. */
  static String mark(String payload) {
    Matcher matcher = MARK.matcher(payload);
    return matcher.find() ? matcher.group() : "";
  }

  String id() {
    return String.valueOf(entry.id());
  }

  String type() {
    return entry.type().name();
  }

  Set<String> fields() {
    return new LinkedHashSet<>(words.keySet());
  }

  /** The names of the words that are not in a text. */
  Set<String> missing(String text) {
    Set<String> missing = fields();
    missing.removeIf(field -> text.contains(words.get(field)));
    return missing;
  }

  /** The same names, but a part of which no word is left has one name. */
  Set<String> lost(Set<String> missing) {
    Set<String> lost = new LinkedHashSet<>();
    for (String field : missing) {
      String part = field.replaceFirst("\\..*", "");
      boolean whole =
          PARTS.contains(part)
              && missing.containsAll(
                  words.keySet().stream().filter(each -> each.startsWith(part + ".")).toList());
      lost.add(whole ? part : field);
    }
    return lost;
  }

  static RandomSaying make(Random random, int number) {
    return new Maker(random, number).make();
  }

  private static final class Maker {
    private final Random random;
    private final int number;
    private final Map<String, String> words = new LinkedHashMap<>();
    private Content content = Content.EMPTY;

    Maker(Random random, int number) {
      this.random = random;
      this.number = number;
    }

    private String word(String field) {
      String word = "w" + number + "n" + words.size() + "x";
      words.put(field, word);
      return word;
    }

    private String mark(String field) {
      String mark = "mark" + number + "x";
      words.put(field, mark);
      return mark;
    }

    private boolean often() {
      return random.nextInt(3) > 0;
    }

    private RandomSaying make() {
      EntryType type = said();
      if (random.nextInt(4) == 0) {
        content = content.withMetadata(Map.of("m" + number, word("metadata.m" + number)));
      }
      NewEntry entry = NewEntry.of(type, content);
      if (random.nextInt(4) == 0) {
        entry = entry.inTurn(word("turn_id"));
      }
      return new RandomSaying(entry.withId("entry-" + number), words);
    }

    private EntryType said() {
      return switch (random.nextInt(9)) {
        case 0, 1 -> user();
        case 2, 3 -> answer();
        case 4 -> results();
        case 5 -> compaction();
        case 6 -> other();
        case 7 -> {
          content = content.withSummary(mark("summary"));
          yield EntryType.BRANCH_SUMMARY;
        }
        default -> {
          content = content.withModel(word("provider"), mark("model"));
          yield EntryType.MODEL_CHANGE;
        }
      };
    }

    private EntryType user() {
      Part text = new Part.Text(mark("text"));
      Part image = new Part.Media("image/png", word("media.data"), null);
      boolean plain = often();
      if (plain) {
        words.remove("media.data");
      }
      List<Part> parts = plain ? List.of(text) : List.of(text, image);
      content = Content.of(new Message(Role.USER, parts));
      return EntryType.USER_MESSAGE;
    }

    private EntryType answer() {
      Part thought =
          new Part.Reasoning(
              word("reasoning.text"),
              often() ? word("reasoning.signature") : null,
              often() ? null : word("reasoning.encrypted"));
      Part text = new Part.Text(mark("text"));
      String call = "call" + number + "y";
      Part asked =
          new Part.ToolCall(
              call, word("tool_call.name"), "{\"a\": \"" + word("tool_call.arguments") + "\"}");
      content =
          Content.of(new Message(Role.ASSISTANT, List.of(thought, text, asked)))
              .withModel(often() ? word("provider") : null, often() ? word("model") : null);
      if (often()) {
        long tokens = 7_000_000L + number;
        words.put("usage", String.valueOf(tokens));
        content = content.withUsage(new Usage(tokens, 1, 2, 3));
      }
      return EntryType.TOOL_CALL;
    }

    private EntryType results() {
      Part result =
          new Part.ToolResult(
              "call" + number + "z",
              often() ? word("tool_result.name") : null,
              List.of(new Part.Text(mark("tool_result.text"))),
              often());
      content = Content.of(new Message(Role.TOOL, List.of(result)));
      if (often()) {
        content = content.withData("{\"k\":\"" + word("data") + "\"}");
      }
      return EntryType.TOOL_RESULT;
    }

    private EntryType compaction() {
      Compaction compaction =
          new Compaction(
              null,
              null,
              null,
              word("compaction.summary_schema_version"),
              0,
              null,
              number == 0 ? null : "entry-" + random.nextInt(number),
              List.of(),
              word("compaction.trigger"),
              word("compaction.reason"),
              null,
              8_000_000L + number,
              0,
              null,
              null);
      words.put("compaction.tokens_before", String.valueOf(8_000_000L + number));
      content = content.withCompaction(compaction).withSummary(mark("summary"));
      return EntryType.COMPACTION;
    }

    private EntryType other() {
      if (often()) {
        content = content.withError(mark("error"));
        return EntryType.RUN_FAILURE;
      }
      if (often()) {
        content = content.withTurnStatus(new TurnStatus(mark("turn_status")));
        return EntryType.TURN_MARKER;
      }
      content = content.withData("{\"k\":\"" + mark("data") + "\"}");
      return new EntryType("plan");
    }
  }
}
