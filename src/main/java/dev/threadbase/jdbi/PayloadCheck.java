package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.PayloadHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Reads every payload, a page at a time, hashes it again, and looks whether what is derived from it
 * is there.
 */
final class PayloadCheck {

  private static final int PAGE = 100;

  private final Handle handle;
  private final EntryDerivations derivations;
  private final Findings findings;

  private PayloadCheck(Handle handle, EntryDerivations derivations, Findings findings) {
    this.handle = handle;
    this.derivations = derivations;
    this.findings = findings;
  }

  /** How many entries there are. */
  static long run(Handle handle, EntryDerivations derivations, Findings findings) {
    PayloadCheck check = new PayloadCheck(handle, derivations, findings);
    long count = 0;
    Optional<EntryKey> last = Optional.of(EntryKey.FIRST);
    while (last.isPresent()) {
      List<EntryKey> page = check.page(last.get());
      count += page.size();
      last = page.size() < PAGE ? Optional.empty() : Optional.of(page.get(page.size() - 1));
    }
    return count;
  }

  /** Of most entries nothing but the key is kept until the page is read. */
  private List<EntryKey> page(EntryKey after) {
    List<EntryKey> keys = new ArrayList<>();
    List<Entry> concerned = new ArrayList<>();
    after
        .page(handle, "", PAGE)
        .forEach(
            entry -> {
              keys.add(EntryKey.of(entry));
              check(entry);
              if (derivations.concern(entry)) {
                concerned.add(entry);
              }
            });
    derivations.missing(
        handle, concerned, (derivation, entries) -> entries.forEach(e -> report(derivation, e)));
    return keys;
  }

  private void check(Entry entry) {
    if (!PayloadHash.of(entry.payload()).equals(entry.payloadHash())) {
      report("payload_hash", entry, "the payload is not what its hash was taken of");
    }
  }

  private void report(EntryDerivation derivation, Entry entry) {
    report(derivation.table(), entry, "the row that repeats what the entry says is missing");
  }

  private void report(String code, Entry entry, String message) {
    findings.add(
        code, entry.sessionId(), "entry " + entry.segmentId() + ":" + entry.seq(), message);
  }
}
