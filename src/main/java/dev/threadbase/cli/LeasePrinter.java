package dev.threadbase.cli;

import com.github.freva.asciitable.ColumnData;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints leases for people. */
final class LeasePrinter {

  private static final int REASON_WIDTH = 60;

  private final Output out;

  LeasePrinter(Output out) {
    this.out = out;
  }

  /** One lease, a line a value, then what was broken of its thread. */
  void print(LeaseReport report) {
    lease(report.lease());
    if (!report.breaks().isEmpty()) {
      out.line("");
      out.line("broken so far:");
      out.line(Tables.of(report.breaks(), breakColumns()));
    }
  }

  /** What was taken away, and by whom. */
  void print(BreakLine broken) {
    lease(broken.lease());
    line("broken", time(broken.brokenAt()));
    line("by", broken.brokenBy());
    line("reason", broken.reason());
  }

  /** Several leases, a line each. */
  void print(List<LeaseLine> leases) {
    out.line(Tables.of(leases, leaseColumns()));
  }

  private void lease(LeaseLine lease) {
    line("thread", lease.threadId());
    Long token = lease.token();
    line("state", lease.isFree() && token != null ? "free; held last by" : lease.state());
    if (token != null) {
      line("turn", lease.turnId());
      line("owner", lease.ownerId());
      line("token", token.toString());
      line("acquired", time(lease.acquiredAt()));
      line("renewed", time(lease.renewedAt()));
      line("expires", lease.expiresAt() == null ? "never" : time(lease.expiresAt()));
    }
    line("unfinished", lease.unfinished() ? "yes: a turn has no end yet" : "no");
  }

  private void line(String name, @Nullable String value) {
    out.line("%-12s%s".formatted(name, value == null ? "" : Printable.line(value)).stripTrailing());
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static List<ColumnData<LeaseLine>> leaseColumns() {
    return List.of(
        Tables.whole("thread", LeaseLine::threadId),
        Tables.whole("state", LeaseLine::state),
        Tables.whole("turn", LeaseLine::turnId),
        Tables.whole("owner", LeaseLine::ownerId),
        Tables.number("token", LeaseLine::token),
        Tables.time("renewed", LeaseLine::renewedAt),
        Tables.time("expires", LeaseLine::expiresAt),
        Tables.whole("unfinished", lease -> lease.unfinished() ? "yes" : ""));
  }

  private static List<ColumnData<LeaseReport.Broken>> breakColumns() {
    return List.of(
        Tables.number("token", LeaseReport.Broken::token),
        Tables.whole("turn", LeaseReport.Broken::turnId),
        Tables.whole("owner", LeaseReport.Broken::ownerId),
        Tables.time("broken", LeaseReport.Broken::brokenAt),
        Tables.whole("by", LeaseReport.Broken::brokenBy),
        Tables.text("reason", REASON_WIDTH, LeaseReport.Broken::reason));
  }
}
