package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Writes what is derived from entries and is missing: entries that were written before a version
 * derived anything from them. Page by page; a page with nothing to write is only read.
 */
public final class DerivationRebuild {

  private static final int PAGE = 100;

  private DerivationRebuild() {}

  /** How many entries got rows. */
  public static long run(Database database) {
    EntryDerivations derivations = database.derivations();
    long written = 0;
    EntryKey after = EntryKey.FIRST;
    while (true) {
      EntryKey from = after;
      List<Entry> page = database.read(handle -> from.page(handle, "", PAGE).list());
      if (page.isEmpty()) {
        return written;
      }
      if (database.read(handle -> isIncomplete(handle, derivations, page))) {
        written += database.write(handle -> complete(handle, derivations, from));
      }
      after = EntryKey.of(page.get(page.size() - 1));
    }
  }

  private static boolean isIncomplete(
      Handle handle, EntryDerivations derivations, List<Entry> page) {
    Set<EntryKey> incomplete = new HashSet<>();
    derivations.missing(handle, page, (derivation, entries) -> note(entries, incomplete));
    return !incomplete.isEmpty();
  }

  /** Read again, and kept from being deleted until their rows are written. */
  private static int complete(Handle handle, EntryDerivations derivations, EntryKey from) {
    Set<EntryKey> completed = new HashSet<>();
    List<Entry> page = from.page(handle, "<for_key_share>", PAGE).list();
    derivations.missing(
        handle,
        page,
        (derivation, entries) -> {
          derivation.write(handle, entries);
          note(entries, completed);
        });
    return completed.size();
  }

  private static void note(List<Entry> entries, Set<EntryKey> keys) {
    entries.forEach(entry -> keys.add(EntryKey.of(entry)));
  }
}
