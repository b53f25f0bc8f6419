package dev.threadbase.cli;

import com.github.freva.asciitable.ColumnData;
import dev.threadbase.Threadbase;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "lineage", description = "List the segments of a session, parents first.")
final class LineageCommand extends DatabaseCommand {

  @Parameters(paramLabel = "SESSION", description = "The session, or a thread of it.")
  private String id;

  @Override
  int run(Threadbase threadbase, Output out) {
    List<SegmentLine> segments =
        Sessions.find(threadbase, id).segments().stream().map(SegmentLine::of).toList();
    if (out.json()) {
      segments.forEach(out::object);
    } else {
      out.line(Tables.of(segments, columns()));
    }
    return ExitCode.DONE;
  }

  private static List<ColumnData<SegmentLine>> columns() {
    return List.of(
        Tables.number("depth", SegmentLine::depth),
        Tables.whole("segment", SegmentLine::segmentId),
        Tables.whole("origin", SegmentLine::origin),
        Tables.whole("continues", SegmentLine::parentSegmentId),
        Tables.number("at", SegmentLine::parentLength),
        Tables.whole("turn", line -> Unsigned.text(line.atTurnIndex())),
        Tables.number("entries", SegmentLine::entries),
        Tables.whole("thread", SegmentLine::threadId),
        Tables.time("created", SegmentLine::createdAt));
  }
}
