package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/** Everything that is derived from entries. Every connection of a database knows it. */
public final class EntryDerivations implements JdbiConfig<EntryDerivations> {

  private List<EntryDerivation> all;

  /** Nothing is derived. */
  public EntryDerivations() {
    this(List.of());
  }

  EntryDerivations(List<EntryDerivation> all) {
    this.all = all;
  }

  /** What every database derives. */
  static EntryDerivations everything() {
    return new EntryDerivations(List.of(new UsageRows(), new MetricRows()));
  }

  static EntryDerivations of(Handle handle) {
    return handle.getConfig(EntryDerivations.class);
  }

  void set(EntryDerivations other) {
    all = other.all;
  }

  /** Whether an append must write more than its entries. */
  boolean concern(List<Draft> drafts) {
    return all.stream()
        .anyMatch(
            derivation ->
                drafts.stream()
                    .map(Draft::entry)
                    .anyMatch(
                        entry -> derivation.concerns(entry.type(), entry.role(), entry.payload())));
  }

  /** Whether an entry may have rows. */
  boolean concern(Entry entry) {
    return all.stream().anyMatch(derivation -> derivation.concerns(entry));
  }

  /** Writes what is derived from entries that were just written. */
  void write(Handle handle, List<Entry> entries) {
    for (EntryDerivation derivation : all) {
      List<Entry> concerned = entries.stream().filter(derivation::concerns).toList();
      if (!concerned.isEmpty()) {
        derivation.write(handle, concerned);
      }
    }
  }

  /** Removes what was derived from entries that a segment has lost. */
  void trim(Handle handle, String sessionId, String segmentId) {
    all.forEach(derivation -> derivation.trim(handle, sessionId, segmentId));
  }

  /** Names each derivation whose rows are missing, with the entries of a page that have none. */
  void missing(Handle handle, List<Entry> page, BiConsumer<EntryDerivation, List<Entry>> user) {
    for (EntryDerivation derivation : all) {
      List<Entry> concerned = page.stream().filter(derivation::concerns).toList();
      List<Entry> missing = concerned.isEmpty() ? concerned : derivation.missing(handle, concerned);
      if (!missing.isEmpty()) {
        user.accept(derivation, missing);
      }
    }
  }

  @Override
  public EntryDerivations createCopy() {
    return new EntryDerivations(all);
  }
}
