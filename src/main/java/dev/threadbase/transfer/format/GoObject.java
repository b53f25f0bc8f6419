package dev.threadbase.transfer.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A JSON object with known members, as a struct of the reference is read and written (floret
 * session tree, JSON rules): the exact name before one that differs in case, null for absent;
 * written in a fixed order, what is empty left out unless it is always there.
 */
final class GoObject {

  /** What a member holds. */
  enum Holds {
    TEXT,
    FLAG,
    INT,
    LONG,
    TEXTS,
    TEXT_BY_NAME,
    OBJECT,
    /** An object, or null. */
    POINTER
  }

  /**
   * A member.
   *
   * @param always whether it is written when it is empty
   * @param object of what form an object is; null for other types
   */
  record Member(String name, Holds type, boolean always, @Nullable GoObject object) {
    static Member optional(String name, Holds type) {
      return new Member(name, type, false, null);
    }

    static Member always(String name, Holds type) {
      return new Member(name, type, true, null);
    }

    static Member object(String name, Holds type, boolean always, GoObject object) {
      return new Member(name, type, always, object);
    }
  }

  private static final Comparator<String> BY_UTF8_BYTES =
      (one, other) -> {
        int[] left = one.codePoints().toArray();
        int[] right = other.codePoints().toArray();
        return Arrays.compare(left, right);
      };

  private final List<Member> members;
  private final Map<String, Member> byName;
  private final Map<String, Member> byFoldedName;

  GoObject(List<Member> members) {
    this.members = List.copyOf(members);
    this.byName = members.stream().collect(Collectors.toMap(Member::name, Function.identity()));
    this.byFoldedName =
        members.stream()
            .collect(Collectors.toMap(member -> folded(member.name()), Function.identity()));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Members of one type that are left out when they are empty. */
  static List<Member> optional(Holds type, String... names) {
    List<Member> members = new ArrayList<>();
    for (String name : names) {
      members.add(Member.optional(name, type));
    }
    return members;
  }

  /** Members of one type that are always written. */
  static List<Member> always(Holds type, String... names) {
    List<Member> members = new ArrayList<>();
    for (String name : names) {
      members.add(Member.always(name, type));
    }
    return members;
  }

  /** The names of the members, in order. */
  List<String> names() {
    return members.stream().map(Member::name).toList();
  }

  /** Whether a name is that of a member, in whatever case. */
  boolean knows(String name) {
    return byFoldedName.containsKey(folded(name));
  }

  /**
   * The known members of a foreign object, under their own names.
   *
   * @param others takes everything else, and members of another type than theirs
   */
  ObjectNode read(JsonNode foreign, ObjectNode others) {
    ObjectNode known = JsonMapper.shared().createObjectNode();
    for (Map.Entry<String, JsonNode> property : foreign.properties()) {
      Member member = byName.get(property.getKey());
      if (member == null) {
        member = byFoldedName.get(folded(property.getKey()));
        if (member != null && foreign.has(member.name())) {
          member = null;
        }
      }
      JsonNode value = member == null ? null : value(member, property.getValue(), others);
      if (member == null || value == null) {
        others.set(property.getKey(), property.getValue());
      } else if (!value.isNull()) {
        known.set(member.name(), value);
      }
    }
    return known;
  }

  /** The value in this form; null if it is of another type. */
  private static @Nullable JsonNode value(Member member, JsonNode value, ObjectNode others) {
    if (value.isNull()) {
      return value;
    }
    return switch (member.type()) {
      case TEXT -> value.isString() ? value : null;
      case FLAG -> value.isBoolean() ? value : null;
      case INT -> value.isIntegralNumber() && value.canConvertToInt() ? value : null;
      case LONG -> value.isIntegralNumber() && value.canConvertToLong() ? value : null;
      case TEXTS -> value.isArray() ? texts(value) : null;
      case TEXT_BY_NAME -> value.isObject() ? textByName(value) : null;
      case OBJECT, POINTER -> value.isObject() ? object(member, value, others) : null;
    };
  }

  private static @Nullable JsonNode texts(JsonNode value) {
    ArrayNode texts = JsonMapper.shared().createArrayNode();
    for (JsonNode element : value) {
      if (!element.isString() && !element.isNull()) {
        return null;
      }
      texts.add(element.isNull() ? StringNode.valueOf("") : element);
    }
    return texts;
  }

  private static @Nullable JsonNode textByName(JsonNode value) {
    ObjectNode texts = JsonMapper.shared().createObjectNode();
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      if (!property.getValue().isString() && !property.getValue().isNull()) {
        return null;
      }
      texts.put(property.getKey(), property.getValue().asString(""));
    }
    return texts;
  }

  private static JsonNode object(Member member, JsonNode value, ObjectNode others) {
    ObjectNode unknown = JsonMapper.shared().createObjectNode();
    GoObject form = Objects.requireNonNull(member.object());
    ObjectNode known = form.read(value, unknown);
    if (!unknown.isEmpty()) {
      others.set(member.name(), unknown);
    }
    return known;
  }

  /** An object of known members in this form and order. */
  ObjectNode write(JsonNode known) {
    ObjectNode written = JsonMapper.shared().createObjectNode();
    for (Member member : members) {
      JsonNode value = known.get(member.name());
      JsonNode formed = value == null || value.isNull() ? null : formed(member, value);
      if (formed != null && !isEmpty(member, formed)) {
        written.set(member.name(), formed);
      } else if (member.always()) {
        written.set(member.name(), empty(member));
      }
    }
    return written;
  }

  private static JsonNode formed(Member member, JsonNode value) {
    if (member.object() != null) {
      return member.object().write(value);
    }
    if (member.type() != Holds.TEXT_BY_NAME) {
      return value;
    }
    ObjectNode sorted = JsonMapper.shared().createObjectNode();
    value.properties().stream()
        .sorted(Map.Entry.comparingByKey(BY_UTF8_BYTES))
        .forEach(property -> sorted.set(property.getKey(), property.getValue()));
    return sorted;
  }

  private static boolean isEmpty(Member member, JsonNode value) {
    return switch (member.type()) {
      case TEXT -> value.asString().isEmpty();
      case FLAG -> !value.booleanValue();
      case INT, LONG -> value.longValue() == 0;
      case TEXTS, TEXT_BY_NAME -> value.isEmpty();
      case OBJECT, POINTER -> false;
    };
  }

  private static JsonNode empty(Member member) {
    JsonMapper mapper = JsonMapper.shared();
    return switch (member.type()) {
      case TEXT -> StringNode.valueOf("");
      case FLAG -> mapper.getNodeFactory().booleanNode(false);
      case INT, LONG -> mapper.getNodeFactory().numberNode(0);
      case TEXTS -> mapper.createArrayNode();
      case TEXT_BY_NAME -> mapper.createObjectNode();
      case OBJECT -> formed(member, mapper.createObjectNode());
      case POINTER -> mapper.getNodeFactory().nullNode();
    };
  }
}
