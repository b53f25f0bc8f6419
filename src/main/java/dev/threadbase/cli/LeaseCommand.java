package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.LeaseBreak;
import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.lease.TurnLeases;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "lease",
    description = {
      "Show who may write a thread now, or list all leases that are held or expired.",
      "--break takes a lease away from its holder, whose writes are refused from then on."
    })
final class LeaseCommand extends DatabaseCommand {

  private static final int PAGE = 200;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** All leases, or one. */
  static final class What {
    @Option(
        names = "--list",
        required = true,
        description = "List the leases that are held or expired.")
    private boolean list;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable One one;
  }

  /** The lease of one thread. */
  static final class One {
    @Parameters(paramLabel = "THREAD", description = "The thread.")
    private String threadId;

    @ArgGroup(exclusive = false)
    private @Nullable Breaking breaking;
  }

  /** Who breaks a lease, and why. */
  static final class Breaking {
    @Option(
        names = "--break",
        required = true,
        description = "Take the lease away from whoever holds it, and record that.")
    private boolean asked;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; it is kept with the thread.")
    private String reason = "";

    @Option(
        names = "--token",
        paramLabel = "N",
        description = "Only while the lease has this token.")
    private @Nullable Long token;

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who breaks it. Default: the user of this machine.")
    private @Nullable String by;
  }

  @Override
  void check() {
    Breaking breaking = what.one == null ? null : what.one.breaking;
    if (breaking != null && breaking.reason.isBlank()) {
      throw CommandFailed.usage("--reason is blank");
    }
    if (breaking != null && breaking.by != null && breaking.by.isBlank()) {
      throw CommandFailed.usage("--by is blank");
    }
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    One one = what.one;
    if (what.list || one == null) {
      list(threadbase.leases(), out);
    } else if (one.breaking == null || !one.breaking.asked) {
      show(threadbase, one.threadId, out);
    } else {
      breakLease(threadbase.leases(), one.threadId, one.breaking, out);
    }
    return ExitCode.DONE;
  }

  private static void show(Threadbase threadbase, String threadId, Output out) {
    LeaseLine lease =
        threadbase
            .leases()
            .status(threadId)
            .map(LeaseLine::of)
            .orElseGet(() -> LeaseLine.none(threadbase.threads().thread(threadId)));
    LeaseReport report = LeaseReport.of(lease, threadbase.leases().breaks(threadId));
    if (out.json()) {
      out.object(report);
    } else {
      new LeasePrinter(out).print(report);
    }
  }

  private void list(TurnLeases leases, Output out) {
    if (out.json()) {
      each(leases, status -> out.object(LeaseLine.of(status)));
      return;
    }
    List<LeaseLine> rows = new ArrayList<>();
    each(leases, status -> rows.add(LeaseLine.of(status)));
    if (rows.isEmpty()) {
      report("no leases are held");
    } else {
      new LeasePrinter(out).print(rows);
    }
  }

  /** Page by page, so that a long list needs no more memory than a short one. */
  private static void each(TurnLeases leases, Consumer<LeaseStatus> user) {
    List<LeaseStatus> page = leases.list(null, PAGE);
    page.forEach(user);
    while (page.size() == PAGE) {
      page = leases.list(page.get(PAGE - 1).lease().threadId(), PAGE);
      page.forEach(user);
    }
  }

  private void breakLease(TurnLeases leases, String threadId, Breaking breaking, Output out) {
    String by = breaking.by == null ? user() : breaking.by;
    Long token = breaking.token;
    Optional<LeaseBreak> broken =
        token == null
            ? leases.breakLease(threadId, by, breaking.reason)
            : leases.breakLease(threadId, token, by, breaking.reason);
    if (broken.isEmpty()) {
      String which = token == null ? "" : " with token " + token;
      report("nobody holds the lease of thread " + threadId + which + "; nothing was broken");
      return;
    }
    boolean unfinished = leases.status(threadId).map(LeaseStatus::unfinished).orElse(false);
    BreakLine line = BreakLine.of(broken.get(), unfinished);
    if (out.json()) {
      out.object(line);
    } else {
      new LeasePrinter(out).print(line);
    }
  }

  private static String user() {
    return System.getProperty("user.name") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
