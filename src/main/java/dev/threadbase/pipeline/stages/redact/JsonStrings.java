package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
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

  private static final int MOST = 100_000;

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

  /** A string; from and to are the places of its quotes, both included. */
  static final class Text {
    private final int from;
    private final int to;
    private final boolean isName;
    private String member;

    Text(int from, int to, boolean isName, String member) {
      this.from = from;
      this.to = to;
      this.isName = isName;
      this.member = member;
    }

    /** Whether it is the name of a member itself. */
    boolean isName() {
      return isName;
    }

    int from() {
      return from;
    }

    int to() {
      return to;
    }

    /** The name of the member that has it, or of the array that has it; empty for none. */
    String member() {
      return member;
    }
  }

  private final String json;
  private final List<Text> texts = new ArrayList<>();
  private final List<List<Integer>> neighbours = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();

  private JsonStrings(String json) {
    this.json = json;
  }

  /**
   * Reads a text.
   *
   * @param member the name of the member that has all of it; empty for none
   * @return null if it is not one JSON value, or one that is too deep or has too many strings
   */
  static @Nullable JsonStrings read(String json, String member) {
    JsonStrings strings = new JsonStrings(json);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      strings.frames.push(new Frame(false, member));
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += strings.frames.size() == 1 ? 1 : 0;
        if (values > 1 || strings.texts.size() > MOST) {
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
        add(parser, true, "");
        frame.member = parser.currentName();
      }
      case VALUE_STRING -> string(parser, frame);
      default -> frame.breakRun(neighbours);
    }
  }

  private void string(JsonParser parser, Frame frame) {
    int text = add(parser, false, frame.member);
    if (frame.isArray) {
      frame.run.add(text);
      return;
    }
    String member = lowerCase(frame.member);
    if (NAME_MEMBERS.contains(member)) {
      frame.name = parser.getString();
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

  private int add(JsonParser parser, boolean isName, String member) {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    int to = from + 1;
    // A string without an end is one until the parser goes on.
    while (to < json.length() && json.charAt(to) != '"') {
      to += json.charAt(to) == '\\' ? 2 : 1;
    }
    texts.add(new Text(from, to + 1, isName, member));
    return texts.size() - 1;
  }

  private void end(Frame ended) {
    ended.breakRun(neighbours);
    frames.pop();
    if (ended.value >= 0 && !ended.name.isEmpty()) {
      texts.get(ended.value).member = ended.name;
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

  /** All of them, names of members too, in order. */
  List<Text> texts() {
    return texts;
  }

  /** The numbers of strings that follow each other in one array, or in the objects of one. */
  List<List<Integer>> neighbours() {
    return neighbours;
  }

  /** An object or an array that has begun. */
  private static final class Frame {
    private final boolean isArray;
    private String member;
    private String name = "";
    private int value = -1;
    private int text = -1;
    private List<Integer> run = new ArrayList<>(0);

    Frame(boolean isArray, String member) {
      this.isArray = isArray;
      this.member = member;
    }

    void breakRun(List<List<Integer>> neighbours) {
      if (run.size() > 1) {
        neighbours.add(run);
      }
      if (!run.isEmpty()) {
        run = new ArrayList<>(0);
      }
    }
  }
}
