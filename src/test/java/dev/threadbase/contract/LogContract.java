package dev.threadbase.contract;

import dev.threadbase.segment.ContentPart;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.testkit.Sql;
import dev.threadbase.thread.PayloadHash;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What contracts of logs have in common. */
abstract class LogContract extends Contract {

  static final UUID SESSION = UUID.fromString("01900000-0000-7000-8000-000000000001");

  SegmentStore segments;

  @BeforeEach
  void openSegments() {
    segments = threadbase.segments();
  }

  /** A segment of the one session, by a number. */
  static SegmentAddress segment(int number) {
    return new SegmentAddress(
        SESSION, UUID.fromString("01900000-0000-7000-8000-0000000001%02d".formatted(number)));
  }

  static LogEntry start(String prompt) {
    return new SegmentStart(1, SESSION, prompt, RequestConfig.DEFAULT, List.of(), null, null);
  }

  static LogEntry input(String text) {
    return new UserInput(2, List.of(InputSegment.text(text)));
  }

  static LogEntry answer(String text) {
    return new AssistantItem(3, LoggedItem.assistant(text));
  }

  static LogEntry turnEnd(long count) {
    return new TurnEnd(4, count);
  }

  /** The texts of a history's messages. */
  static List<String> texts(List<LoggedItem> history) {
    List<String> texts = new ArrayList<>();
    for (LoggedItem item : history) {
      if (item instanceof LoggedItem.Message message
          && message.content().get(0) instanceof ContentPart.Text text) {
        texts.add(text.text());
      }
    }
    return texts;
  }

  /** A line behind the end of a log that no version of the library wrote. */
  void insertRaw(SegmentAddress log, String type, String payload) throws SQLException {
    String where = " WHERE thread_id = '" + log.threadId() + "'";
    Sql.run(
        database,
        """
        INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type,
                             created_at_ns, payload, payload_hash)
        SELECT session_id, head_segment_id, head_length, 'raw' || next_ordinal, thread_id, next_ordinal, leaf_id,
               '%s', 1, '%s', '%s'
        FROM threads
        """
                .formatted(type, payload, PayloadHash.of(payload))
            + where);
    Sql.run(
        database,
        "UPDATE threads SET leaf_id = 'raw' || next_ordinal, head_length = head_length + 1,"
            + " next_ordinal = next_ordinal + 1"
            + where);
  }
}
