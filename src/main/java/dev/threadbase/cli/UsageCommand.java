package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.conversation.PriceTable;
import dev.threadbase.conversation.UsageFilter;
import dev.threadbase.conversation.UsageGrouping;
import dev.threadbase.conversation.UsageTotal;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(name = "usage", description = "Add up the tokens that calls of models took.")
final class UsageCommand extends DatabaseCommand {

  private static final int FIRST_YEAR = 1678;
  private static final int LAST_YEAR = 2260;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      converter = Grouping.class,
      description = "model (the default), endpoint, workspace, day, session or thread.")
  private UsageGrouping by = UsageGrouping.MODEL;

  @Option(names = "--workspace", paramLabel = "NAME", description = "Only of this workspace.")
  private @Nullable String workspace;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = Day.class,
      description = "Only from this day on, in UTC.")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      converter = Day.class,
      description = "Only to this day, in UTC.")
  private @Nullable LocalDate until;

  @Option(names = "--thread", paramLabel = "THREAD", description = "Only what this thread wrote.")
  private @Nullable String thread;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "What it cost, by the prices in this file.")
  private @Nullable Path prices;

  private @Nullable PriceTable table;

  @Override
  void check() {
    if (from != null && until != null && until.isBefore(from)) {
      throw CommandFailed.usage("--until is before --from");
    }
    Path file = prices;
    if (file == null) {
      return;
    }
    try {
      table = PriceTable.read(file);
    } catch (InvalidData wrong) {
      throw CommandFailed.because(String.valueOf(wrong.getMessage()));
    } catch (UncheckedIOException failure) {
      throw CommandFailed.because(FileFailure.unreadable(file, failure));
    }
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    List<UsageTotal> totals = threadbase.usage().totals(by, filter(threadbase));
    List<UsageLine> lines = totals.stream().map(total -> UsageLine.of(total, table)).toList();
    if (out.json()) {
      lines.forEach(out::object);
    } else if (lines.isEmpty()) {
      report("no calls");
    } else {
      out.line(Tables.of(lines, new UsageColumns(by, table).all()));
    }
    Set<String> unpriced = new TreeSet<>();
    lines.forEach(line -> unpriced.addAll(line.unpricedModels()));
    if (!unpriced.isEmpty()) {
      report("no price for " + String.join(", ", unpriced));
    }
    return ExitCode.DONE;
  }

  private UsageFilter filter(Threadbase threadbase) {
    if (thread != null) {
      threadbase.threads().thread(thread);
    }
    return UsageFilter.ALL
        .inWorkspace(workspace)
        .ofThread(thread)
        .from(start(from))
        .until(until == null ? null : start(until.plusDays(1)));
  }

  private static @Nullable Instant start(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Days of the years that can be stored. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        LocalDate day = LocalDate.parse(text);
        if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
          return day;
        }
      } catch (DateTimeParseException none) {
        // Refused like a day that is too far away.
      }
      throw new TypeConversionException(
          "a day reads 2026-03-01, of the years " + FIRST_YEAR + " to " + LAST_YEAR);
    }
  }

  /** Names in small letters. */
  static final class Grouping implements ITypeConverter<UsageGrouping> {
    @Override
    public UsageGrouping convert(String name) {
      for (UsageGrouping grouping : UsageGrouping.values()) {
        if (grouping.name().toLowerCase(Locale.ROOT).equals(name)) {
          return grouping;
        }
      }
      throw new TypeConversionException(
          "there are model, endpoint, workspace, day, session, thread");
    }
  }
}
