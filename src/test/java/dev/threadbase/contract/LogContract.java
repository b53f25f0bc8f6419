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
}
