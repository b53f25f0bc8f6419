package dev.threadbase.transfer;

import dev.threadbase.message.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What some parts of a message say and others do not. Texts side by side are one text. */
final class MissingParts {

  private MissingParts() {}

  /**
   * Compares.
   *
   * @param fields told what is missing
   * @param calls told the tool calls that are missing
   */
  static void of(
      List<Part> wanted, List<Part> found, Set<String> fields, List<Part.ToolCall> calls) {
    List<Part> missing = new ArrayList<>();
    List<Part> rest = new ArrayList<>(joined(found));
    for (Part part : joined(wanted)) {
      int same = indexOfSame(rest, part);
      if (same >= 0) {
        rest.remove(same);
      } else {
        missing.add(part);
      }
    }
    for (Part part : missing) {
      int like = indexOfLike(rest, part);
      if (like >= 0) {
        fields.addAll(differences(part, rest.remove(like)));
      } else if (part instanceof Part.ToolCall call) {
        calls.add(call);
      } else {
        fields.add(name(part));
      }
    }
  }

  /** Parts with the texts that stand side by side in one; a text of nothing is none. */
  static List<Part> joined(List<Part> parts) {
    List<Part> joined = new ArrayList<>();
    for (Part part : parts) {
      int last = joined.size() - 1;
      if (!(part instanceof Part.Text text)) {
        joined.add(part);
      } else if (last >= 0 && joined.get(last) instanceof Part.Text before) {
        joined.set(last, new Part.Text(before.text() + text.text()));
      } else if (!text.text().isEmpty()) {
        joined.add(text);
      }
    }
    return joined;
  }

  private static int indexOfSame(List<Part> parts, Part wanted) {
    for (int i = 0; i < parts.size(); i++) {
      if (isLike(parts.get(i), wanted) && differences(wanted, parts.get(i)).isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private static int indexOfLike(List<Part> parts, Part wanted) {
    for (int i = 0; i < parts.size(); i++) {
      if (isLike(parts.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isLike(Part found, Part wanted) {
    if (wanted instanceof Part.ToolCall call) {
      return found instanceof Part.ToolCall other && other.id().equals(call.id());
    }
    if (wanted instanceof Part.ToolResult result) {
      return found instanceof Part.ToolResult other && other.callId().equals(result.callId());
    }
    return found.getClass().equals(wanted.getClass());
  }

  /** The name of a part's kind in the words of the model. */
  private static String name(Part part) {
    return part.getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** What a part says and another of its kind does not. */
  static Set<String> differences(Part wanted, Part found) {
    Set<String> fields = new LinkedHashSet<>();
    if (wanted instanceof Part.Reasoning one && found instanceof Part.Reasoning other) {
      compare(fields, "reasoning.text", one.text(), other.text());
      compare(fields, "reasoning.signature", one.signature(), other.signature());
      compare(fields, "reasoning.encrypted", one.encrypted(), other.encrypted());
    } else if (wanted instanceof Part.Media one && found instanceof Part.Media other) {
      compare(fields, "media.mime_type", one.mimeType(), other.mimeType());
      compare(fields, "media.data", one.data(), other.data());
      compare(fields, "media.url", one.url(), other.url());
    } else if (wanted instanceof Part.ToolCall one && found instanceof Part.ToolCall other) {
      compare(fields, "tool_call.name", one.name(), other.name());
      if (!SameJson.ofArguments(one.arguments(), other.arguments())) {
        fields.add("tool_call.arguments");
      }
    } else if (wanted instanceof Part.ToolResult one && found instanceof Part.ToolResult other) {
      results(fields, one, other);
    } else if (wanted instanceof Part.Opaque one && found instanceof Part.Opaque other) {
      if (!one.kind().equals(other.kind()) || !SameJson.ofArguments(one.json(), other.json())) {
        fields.add("opaque");
      }
    } else if (!wanted.equals(found)) {
      fields.add(name(wanted));
    }
    return fields;
  }

  private static void results(Set<String> fields, Part.ToolResult one, Part.ToolResult other) {
    compare(fields, "tool_result.name", one.name(), other.name());
    if (one.error() != other.error()) {
      fields.add("tool_result.error");
    }
    Set<String> inside = new LinkedHashSet<>();
    of(one.content(), other.content(), inside, new ArrayList<>());
    inside.forEach(field -> fields.add("tool_result." + field));
  }

  private static void compare(
      Set<String> fields, String name, @Nullable String wanted, @Nullable String found) {
    if (wanted != null && !Objects.equals(wanted, found)) {
      fields.add(name);
    }
  }
}
