package dev.threadbase.transfer;

import dev.threadbase.transfer.format.ClaudeCodeFormat;
import dev.threadbase.transfer.format.CodexFormat;
import dev.threadbase.transfer.format.ConversationFormat;
import dev.threadbase.transfer.format.PiFormat;
import dev.threadbase.transfer.format.RawJsonlFormat;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.format.SessionTreeFormat;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The formats, by name: Threadbase's own, transcripts, and logs. */
final class Formats {

  private static final List<TranscriptFormat> ALL =
      List.of(
          new PiFormat(),
          new ClaudeCodeFormat(),
          new SessionTreeFormat(),
          new RawJsonlFormat(),
          new ConversationFormat(),
          new CodexFormat());

  private Formats() {}

  /** Every name, Threadbase's own first. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(NativeExport.NAME);
    ALL.forEach(format -> names.add(format.name()));
    names.add(SegmentFilesLayout.NAME);
    return List.copyOf(names);
  }

  /** A format of transcripts; empty for any other name. */
  static Optional<TranscriptFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** What files that a format reads beside its own are called. */
  static List<String> sidecars() {
    return ALL.stream().flatMap(format -> format.sidecars().stream()).distinct().toList();
  }

  /** The formats of transcripts. */
  static List<TranscriptFormat> all() {
    return ALL;
  }

  /**
   * Refuses a name that no format has.
   *
   * @throws IllegalArgumentException naming those there are
   */
  static void check(@Nullable String name) {
    if (name != null && !names().contains(name)) {
      throw new IllegalArgumentException(
          "no format is called " + name + "; there are " + String.join(", ", names()));
    }
  }
}
