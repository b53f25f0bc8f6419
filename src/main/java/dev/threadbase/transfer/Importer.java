package dev.threadbase.transfer;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.JsonLimits;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.format.SessionTreeFolder;
import dev.threadbase.transfer.format.TranscriptFormat;
import dev.threadbase.transfer.format.TranscriptFormat.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Imports files of JSON lines: sessions in Threadbase's own format, transcripts of other agents,
 * and the logs of a session store.
 *
 * <p>A file is one transaction: after an exception nothing of it is stored. The same file again
 * stores nothing; a file that has grown stores what is new. Two imports of one session take turns.
 */
public final class Importer {

  private static final int LINES_LOOKED_AT = 20;

  /** As many lines are looked at as begin within so many bytes, from the first readable one on. */
  private static final long BYTES_LOOKED_AT = 4 << 20;

  private static final String ENDING = ".jsonl";

  private final Journal journal;
  private final List<Stage> stages;

  /** Takes the journal. */
  public Importer(Journal journal) {
    this(journal, List.of());
  }

  private Importer(Journal journal, List<Stage> stages) {
    this.journal = journal;
    this.stages = List.copyOf(stages);
  }

  /**
   * An importer that sends every file through stages first, and what lies beside it as well: only
   * what they leave is looked at, stored and archived. It is kept in a temporary folder of its
   * owner's meanwhile, so memory does not grow with the file.
   *
   * <p>A file that has grown stores what is new as long as the stages leave its beginning as they
   * left it before. A native export cannot go through stages: its rows vouch for each other.
   */
  public Importer through(List<Stage> list) {
    return new Importer(journal, list);
  }

  /** The names of the formats. */
  public static List<String> formats() {
    return Formats.names();
  }

  /**
   * The files that a path stands for: itself, or every {@code .jsonl} file below it, every {@code
   * thread.json} of a thread without a journal and every pod's {@code metadata.json}; a transcript
   * before those of its sub-agents, a thread of a session tree or a log before its forks.
   *
   * @throws UncheckedIOException if the path does not exist or cannot be read
   */
  public static List<Path> files(Path path) {
    try (Stream<Path> found = Files.walk(path)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> file.equals(path) || isUnit(file))
          .sorted()
          .collect(collectingAndThen(toList(), SourceOrder::originsFirst));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isUnit(Path file) {
    return file.toString().endsWith(ENDING)
        || SessionTreeFolder.isLoneSnapshot(file)
        || SegmentFilesLayout.isPodRecord(file);
  }

  /**
   * Imports one file; for the snapshot of a session tree's thread, the journal beside it.
   *
   * @return what became of it; with no format, if none recognises it and none was asked for:
   *     nothing was stored then
   * @throws IllegalArgumentException if the options name a format that does not exist
   * @throws InvalidData if the file is not of the format that was asked for, or damaged beyond
   *     reading, or a native export that is to go through stages
   * @throws ThreadDeleted if its thread is deleted; nothing was stored. One that was purged is made
   *     again
   * @throws PipelineException if a stage fails; nothing was stored
   * @throws UncheckedIOException if it cannot be read
   */
  public ImportReport importFile(Path path, ImportOptions options) {
    Formats.check(options.format());
    Path file = SessionTreeFolder.unit(path);
    try {
      return stages.isEmpty() ? read(file, options) : readStaged(file, options);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private ImportReport readStaged(Path file, ImportOptions options) throws IOException {
    try (StagedCopy copy = StagedCopy.of(file, stages)) {
      ImportOptions asOriginal = options.origin() == null ? options.from(file) : options;
      return read(copy.file(), asOriginal).of(file, copy.results());
    }
  }

  private ImportReport read(Path file, ImportOptions options) throws IOException {
    List<JsonNode> firstLines = firstLines(file);
    if (isNative(firstLines, options)) {
      if (!stages.isEmpty()) {
        throw new InvalidData("a native export cannot go through stages; nothing was stored");
      }
      return NativeImport.run(file, options, journal);
    }
    Optional<TranscriptFormat> format = format(firstLines, options);
    if (format.isPresent()) {
      return new TranscriptImport(file, format.get(), options, journal).run();
    }
    Optional<SegmentFilesLayout.Role> role = role(file, firstLines, options);
    return role.isPresent() ? importAs(role.get(), file, options) : unrecognised(file);
  }

  private static boolean isNative(List<JsonNode> firstLines, ImportOptions options) {
    if (options.format() != null) {
      return options.format().equals(NativeExport.NAME);
    }
    return !firstLines.isEmpty() && firstLines.get(0).has(NativeExport.VERSION);
  }

  private static Optional<TranscriptFormat> format(
      List<JsonNode> firstLines, ImportOptions options) {
    String asked = options.format();
    if (SegmentFilesLayout.NAME.equals(asked)) {
      return Optional.empty();
    }
    if (asked != null) {
      TranscriptFormat format = Formats.named(asked).orElseThrow();
      if (firstLines.isEmpty() || !format.recognises(firstLines)) {
        throw isNot(asked);
      }
      return Optional.of(format);
    }
    return firstLines.isEmpty()
        ? Optional.empty()
        : Formats.all().stream().filter(format -> format.recognises(firstLines)).findFirst();
  }

  private static InvalidData isNot(String format) {
    return new InvalidData("the file is not of the format " + format);
  }

  private static Optional<SegmentFilesLayout.Role> role(
      Path file, List<JsonNode> firstLines, ImportOptions options) {
    Optional<SegmentFilesLayout.Role> role = SegmentFilesLayout.role(file, firstLines);
    if (role.isEmpty() && SegmentFilesLayout.NAME.equals(options.format())) {
      throw isNot(SegmentFilesLayout.NAME);
    }
    return role;
  }

  private ImportReport importAs(SegmentFilesLayout.Role role, Path file, ImportOptions options)
      throws IOException {
    return switch (role) {
      case LOG -> LogImport.run(file, options, journal);
      case TRACE -> TraceImport.run(file, options, journal);
      case POD -> PodImport.run(file, options, journal);
    };
  }

  private static ImportReport unrecognised(Path file) throws IOException {
    Tally tally = new Tally();
    try (SourceLines lines = SourceLines.of(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        tally.line();
      }
    }
    tally.leftOut(0, "unknown_format", "no format recognises the file; nothing of it is stored");
    return tally.report(file, null, null, null);
  }

  private static List<JsonNode> firstLines(Path file) throws IOException {
    boolean journal = SessionTreeFolder.isJournal(file);
    List<JsonNode> first = new ArrayList<>();
    if (!SessionTreeFolder.isLoneSnapshot(file)) {
      try (SourceRecords records =
          SourceRecords.of(journal ? Records.VALUES : Records.LINES, file, Long.MAX_VALUE)) {
        long bytes = 0;
        for (int i = 0; i < LINES_LOOKED_AT && bytes < BYTES_LOOKED_AT; i++) {
          Line line = records.next();
          byte[] json = line == null ? new byte[0] : line.bytes();
          addObject(first, json);
          bytes += first.isEmpty() ? 0 : json.length;
        }
      }
    }
    if (first.isEmpty() && (journal || SessionTreeFolder.isLoneSnapshot(file))) {
      // A thread without a readable entry is a thread still.
      Path thread = file.resolveSibling(SessionTreeFolder.THREAD);
      addObject(first, JsonLimits.wholeFile(thread).orElse(new byte[0]));
    }
    return first;
  }

  private static void addObject(List<JsonNode> objects, byte[] json) {
    JsonNode object = JsonLines.object(json);
    if (object != null) {
      objects.add(object);
    }
  }
}
