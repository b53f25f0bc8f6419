package dev.threadbase.cli;

import com.github.freva.asciitable.ColumnData;
import dev.threadbase.Threadbase;
import dev.threadbase.segment.SegmentTree;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "segments",
    description = "List the logs of a session, newest first, and where each began.")
final class SegmentsCommand extends DatabaseCommand {

  @Parameters(paramLabel = "SESSION", description = "The session, or a thread or log of it.")
  private String id;

  @Override
  int run(Threadbase threadbase, Output out) {
    String session = Sessions.id(threadbase, id);
    Optional<SegmentTree> logs = LogIds.read(session).map(threadbase.segments()::tree);
    List<LogLine> lines = logs.map(LogLine::of).orElse(List.of());
    if (lines.isEmpty()) {
      Sessions.find(threadbase, session);
      report("no logs");
    } else if (out.json()) {
      lines.forEach(out::object);
    } else {
      out.line(Tables.of(lines, columns()));
    }
    return ExitCode.DONE;
  }

  private static List<ColumnData<LogLine>> columns() {
    return List.of(
        Tables.whole("segment", LogLine::segmentId),
        Tables.whole("kind", LogLine::kind),
        Tables.whole("from", LogLine::sourceSegmentId),
        Tables.whole("turn", line -> Unsigned.text(line.atTurnIndex())),
        Tables.number("depth", LogLine::depth),
        Tables.whole("leaf", line -> line.leaf() ? "yes" : ""),
        Tables.number("entries", LogLine::entries),
        Tables.time("created", LogLine::createdAt));
  }
}
