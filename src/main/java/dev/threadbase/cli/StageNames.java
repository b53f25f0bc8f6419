package dev.threadbase.cli;

import dev.threadbase.pipeline.stages.compress.CompressStage;
import dev.threadbase.pipeline.stages.compress.StripStage;
import dev.threadbase.pipeline.stages.redact.RedactStage;
import java.util.Iterator;
import java.util.List;

/** The names of the stages that the command line has. */
final class StageNames implements Iterable<String> {

  static final List<String> ALL = List.of(RedactStage.NAME, CompressStage.NAME, StripStage.NAME);

  @Override
  public Iterator<String> iterator() {
    return ALL.iterator();
  }
}
