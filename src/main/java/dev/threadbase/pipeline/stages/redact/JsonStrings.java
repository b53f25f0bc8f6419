package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Where the strings of a JSON text are, and what is said about each by its place. */
final class JsonStrings {

  // In characters: what tells of a secret stands at the end of a name.
  private static final int LONGEST_MEMBER = 128;

  /** How deep arrays and objects may be within each other. */
  static final int DEEPEST = 1_000;

  private static final Set<String> NAME_MEMBERS = Set.of("name", "key", "header", "field");
  private static final Set<String> TEXT_MEMBERS = Set.of("text", "content", "thinking");

  /** In bytes: no longer name has a text, in whatever case and characters it is written. */
  static final int LONGEST_TEXT_MEMBER = 3 * "thinking".length();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /**
   * A string.
   *
   * @param from the place of its first quote
   * @param to where its second quote ends
   * @param isName whether it is the name of a member itself
   * @param member the name of the member that has it, or of the array that has it, as much as may
   *     tell of a secret; empty for none
   */
  record Text(int from, int to, boolean isName, String member) {}

  private final String json;
  // As numbers: a line may be strings all over. A name of a member has no member.
  private final Numbers places = new Numbers();
  private @Nullable String[] members = new String[8];
  private final List<Numbers> neighbours = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();

  private JsonStrings(String json) {
    this.json = json;
  }

  /**
   * Reads a text.
   *
   * @param member the name of the member that has all of it; empty for none
   * @return null if it is not one JSON value, or one that is too deep
   */
  static @Nullable JsonStrings read(String json, String member) {
    JsonStrings strings = new JsonStrings(json);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      strings.frames.push(new Frame(false, ended(member)));
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += strings.frames.size() == 1 ? 1 : 0;
        if (values > 1) {
          return null;
        }
        strings.read(parser, token);
      }
      return values == 1 ? strings : null;
    } catch (JacksonException noJson) {
      return null;
    }
  }

  private void read(JsonParser parser, JsonToken token) {
    Frame frame = frames.element();
    switch (token) {
      case START_OBJECT -> frames.push(new Frame(false, ""));
      case START_ARRAY -> frames.push(new Frame(true, frame.member));
      case END_OBJECT, END_ARRAY -> end(frame);
      case PROPERTY_NAME -> {
        add(parser, null);
        frame.member = ended(parser.currentName());
      }
      case VALUE_STRING -> string(parser, frame);
      default -> frame.breakRun(neighbours);
    }
  }

  private void string(JsonParser parser, Frame frame) {
    int text = add(parser, frame.member);
    if (frame.isArray) {
      frame.run.add(text);
      return;
    }
    String member = lowerCase(frame.member);
    if (NAME_MEMBERS.contains(member)) {
      frame.name = ended(parser.getString());
    } else if (member.equals("value")) {
      frame.value = text;
    }
    if (isText(member) && frame.text < 0) {
      frame.text = text;
    }
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String ended(String name) {
    return name.length() <= LONGEST_MEMBER ? name : name.substring(name.length() - LONGEST_MEMBER);
  }

  private int add(JsonParser parser, @Nullable String member) {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    int to = from + 1;
    // A string without an end is one until the parser goes on.
    while (to < json.length() && json.charAt(to) != '"') {
      to += json.charAt(to) == '\\' ? 2 : 1;
    }
    int number = size();
    places.add(from);
    places.add(to + 1);
    if (number == members.length) {
      members = Arrays.copyOf(members, 2 * number);
    }
    members[number] = member;
    return number;
  }

  private void end(Frame ended) {
    ended.breakRun(neighbours);
    frames.pop();
    if (ended.value >= 0 && !ended.name.isEmpty()) {
      members[ended.value] = ended.name;
    }
    Frame outer = frames.element();
    if (outer.isArray && ended.text >= 0) {
      outer.run.add(ended.text);
    } else {
      outer.breakRun(neighbours);
    }
  }

  /** Whether a member of that name has the text of its object. */
  static boolean isText(String member) {
    return TEXT_MEMBERS.contains(lowerCase(member));
  }

  /** How many there are, names of members too. */
  int size() {
    return places.size() / 2;
  }

  /** One of them, in order from 0. */
  Text text(int number) {
    String member = members[number];
    int from = places.get(2 * number);
    int to = places.get(2 * number + 1);
    return new Text(from, to, member == null, member == null ? "" : member);
  }

  /** The numbers of strings that follow each other in one array, or in the objects of one. */
  List<Numbers> neighbours() {
    return neighbours;
  }

  /** An object or an array that has begun. */
  private static final class Frame {
    private final boolean isArray;
    private String member;
    private String name = "";
    private int value = -1;
    private int text = -1;
    private Numbers run = new Numbers();

    Frame(boolean isArray, String member) {
      this.isArray = isArray;
      this.member = member;
    }

    void breakRun(List<Numbers> neighbours) {
      if (run.size() > 1) {
        neighbours.add(run);
      }
      if (run.size() > 0) {
        run = new Numbers();
      }
    }
  }
}
