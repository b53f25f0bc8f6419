package dev.threadbase.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether two texts are the same JSON, whatever space they are written with. */
final class SameJson {

  /** What a line says of its place in its file. */
  private static final Set<String> PLACE =
      Set.of(
          "id",
          "parentId",
          "timestamp",
          "targetId",
          "uuid",
          "parentUuid",
          "logicalParentUuid",
          "sessionId");

  private SameJson() {}

  /** Arguments of a tool; none at all are those of an empty object. */
  static boolean ofArguments(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    JsonNode left = object(one.isBlank() ? "{}" : one);
    JsonNode right = object(other.isBlank() ? "{}" : other);
    return left != null && left.equals(right);
  }

  /** What an entry holds beside the model; of a whole line what is left without its place. */
  static boolean ofEntry(String one, @Nullable String other) {
    if (one.equals(other)) {
      return true;
    }
    ObjectNode left = withoutPlace(one);
    ObjectNode right = other == null ? null : withoutPlace(other);
    return left != null && left.equals(right);
  }

  private static @Nullable ObjectNode withoutPlace(String json) {
    return object(json) instanceof ObjectNode line ? line.remove(PLACE) : null;
  }

  private static @Nullable JsonNode object(String json) {
    return JsonLines.object(json.getBytes(StandardCharsets.UTF_8));
  }
}
