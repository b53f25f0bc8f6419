package dev.threadbase.cli;

import java.io.PrintWriter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Where a command prints its data. */
final class Output {

  private final PrintWriter out;
  private final boolean json;

  Output(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Whether programs read this, not people. */
  boolean json() {
    return json;
  }

  /** Prints a record as one line of JSON. */
  void object(Record line) {
    line(Json.MAPPER.writeValueAsString(line));
  }

  void line(String text) {
    out.write(text);
    out.write('\n');
  }

  void flush() {
    out.flush();
  }

  /** Made when it is first used: it takes longer than all the rest of a command for people. */
  private static final class Json {
    static final JsonMapper MAPPER =
        JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
  }
}
