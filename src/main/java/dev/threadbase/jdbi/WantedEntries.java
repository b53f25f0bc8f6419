package dev.threadbase.jdbi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some entries as a table of a statement, each with its place in a list and a thread. However many
 * they are, the statement is the same text, so that a database need not read it anew.
 */
final class WantedEntries {

  private final Dialect dialect;
  private final List<Row> rows = new ArrayList<>();

  private record Row(int place, SearchMatch match, String threadId) {}

  WantedEntries(Dialect dialect) {
    this.dialect = dialect;
  }

  void add(int place, SearchMatch match, String threadId) {
    rows.add(new Row(place, match, threadId));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The beginning of a statement that names the table {@code wanted}. */
  static String table(Dialect dialect) {
    return "WITH RECURSIVE wanted (place, session_id, segment_id, seq, thread_id) AS ("
        + switch (dialect) {
          case SQLITE ->
              "SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4"
                  + " FROM json_each(:wanted)";
          case POSTGRESQL ->
              "SELECT * FROM unnest(:places, :sessions, :segments, :positions, :threads)";
        }
        + ")";
  }

  void bind(Query query) {
    switch (dialect) {
      case SQLITE -> query.bind("wanted", json());
      case POSTGRESQL -> {
        query.bind("places", array("integer", Row::place));
        query.bind("sessions", array("text", row -> row.match.sessionId()));
        query.bind("segments", array("text", row -> row.match.segmentId()));
        query.bind("positions", array("bigint", row -> row.match.seq()));
        query.bind("threads", array("text", Row::threadId));
      }
    }
  }

  private String json() {
    List<List<Object>> values = new ArrayList<>(rows.size());
    for (Row row : rows) {
      SearchMatch match = row.match;
      values.add(
          List.of(row.place, match.sessionId(), match.segmentId(), match.seq(), row.threadId));
    }
    return JsonMapper.shared().writeValueAsString(values);
  }

  private Argument array(String type, Function<Row, Object> value) {
    Object[] values = rows.stream().map(value).toArray();
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
  }
}
