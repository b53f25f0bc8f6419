package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.ReplayFold;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.thread.NewEntry;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a fork by reference begins with: everything that a copied beginning says but what it
 * inherits, which is read from where it stands.
 *
 * @param ts when it was made, in milliseconds since 1970
 * @param sessionId the session
 * @param forkedFrom the log and the turn that it left
 * @param carried what it goes on with beside prompt, configuration and history
 */
record ForkMark(long ts, UUID sessionId, SegmentOrigin forkedFrom, Set<CarryOver> carried) {

  /** The mark as an entry. */
  NewEntry entry() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("kind", JournalForm.FORK.name());
    json.put("ts", ts);
    json.put("session_id", sessionId.toString());
    ObjectNode from = json.putObject("forked_from");
    from.put("segment_id", forkedFrom.segmentId().toString());
    from.put("at_turn_index", new BigInteger(Long.toUnsignedString(forkedFrom.atTurnIndex())));
    ArrayNode names = json.putArray("carried");
    carried.stream().sorted().forEach(part -> names.add(part.name().toLowerCase(Locale.ROOT)));
    return NewEntry.raw(JournalForm.FORK, json.toString()).at(JournalForm.time(ts));
  }

  /**
   * Reads a mark.
   *
   * @throws InvalidData if it is none
   */
  static ForkMark parse(String payload) {
    try {
      JsonNode json = JsonMapper.shared().readTree(payload);
      JsonNode from = json.required("forked_from");
      Set<CarryOver> carried = EnumSet.noneOf(CarryOver.class);
      json.path("carried").forEach(name -> carried.add(CarryOver.valueOf(upper(name))));
      return new ForkMark(
          json.required("ts").longValue(),
          UUID.fromString(json.required("session_id").stringValue()),
          new SegmentOrigin(
              UUID.fromString(from.required("segment_id").stringValue()),
              from.required("at_turn_index").bigIntegerValue().longValue()),
          carried);
    } catch (JacksonException | IllegalArgumentException broken) {
      throw new InvalidData("the beginning of a fork cannot be read");
    }
  }

  private static String upper(JsonNode name) {
    return name.stringValue().toUpperCase(Locale.ROOT);
  }

  /** The beginning that a copy would have. */
  SegmentStart start(RestoredState inherited) {
    return inherited.startOf(ts, sessionId, forkedFrom);
  }

  /** Begins the fork's own replay behind that of what it inherits. */
  void begin(ReplayFold fold, long turn) {
    fold.fork(sessionId, carried, turn);
  }
}
