package dev.threadbase.jdbi;

import dev.threadbase.thread.Verification;
import org.jdbi.v3.core.Handle;

/** Checks everything that is stored, in one snapshot and in flat memory. */
public final class JournalVerification {

  private JournalVerification() {}

  /** Checks a database. */
  public static Verification of(Database database) {
    return database.snapshot(handle -> verify(handle, database.derivations()));
  }

  private static Verification verify(Handle handle, EntryDerivations derivations) {
    Findings findings = new Findings();
    SegmentChecks.ALL.forEach(check -> check.run(handle, findings));
    ThreadChecks.ALL.forEach(check -> check.run(handle, findings));
    LogChecks.ALL.forEach(check -> check.run(handle, findings));
    LeaseChecks.ALL.forEach(check -> check.run(handle, findings));
    PodChecks.ALL.forEach(check -> check.run(handle, findings));
    SourceChecks.ALL.forEach(check -> check.run(handle, findings));
    UsageChecks.ALL.forEach(check -> check.run(handle, findings));
    SourceChecks.run(handle, findings);
    SearchChecks.run(handle, findings);
    long entries = PayloadCheck.run(handle, derivations, findings);
    return findings.report(entries, count(handle, "threads"), count(handle, "segments"));
  }

  private static long count(Handle handle, String table) {
    return handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one();
  }
}
