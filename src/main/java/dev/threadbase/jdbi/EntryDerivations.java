package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

  /** What is derived with a configuration. */
  static EntryDerivations of(Dialect dialect, ThreadbaseConfig config) {
    EntryDerivation search = config.search() ? new SearchRows(dialect) : new SearchOff(dialect);
    return new EntryDerivations(List.of(new UsageRows(), new MetricRows(), search));
  }

  static EntryDerivations of(Handle handle) {
    return handle.getConfig(EntryDerivations.class);
  }

  void set(EntryDerivations other) {
    all = other.all;
  }

  /** Whether an append must write more than its entries. */
  boolean concern(List<Draft> drafts) {
    return all.stream().anyMatch(derivation -> derivation.needsTransaction(drafts));
  }

  /** Whether messages are put into the index that finds them. */
  boolean search() {
    return all.stream().anyMatch(SearchRows.class::isInstance);
  }

  /** Whether an entry may have rows. */
  boolean concern(Entry entry) {
    return all.stream().anyMatch(derivation -> derivation.concerns(entry));
  }

  /** Writes what is derived from entries that were just written. */
  void write(Handle handle, List<Entry> entries) {
    write(handle, entries, all);
  }

  /** The same, but for what the statement that wrote the entries wrote along. */
  void writeButSearch(Handle handle, List<Entry> entries) {
    List<EntryDerivation> others =
        all.stream().filter(one -> !(one instanceof SearchDerivation)).toList();
    write(handle, entries, others);
  }

  /**
   * Makes ready what is derived from entries that will be written, as far as no handle is needed.
   */
  Consumer<Handle> prepare(List<Entry> entries) {
    List<Consumer<Handle>> writes = new ArrayList<>();
    for (EntryDerivation derivation : all) {
      List<Entry> concerned = entries.stream().filter(derivation::concerns).toList();
      if (!concerned.isEmpty()) {
        writes.add(derivation.prepare(concerned));
      }
    }
    return handle -> writes.forEach(write -> write.accept(handle));
  }

  private static void write(Handle handle, List<Entry> entries, List<EntryDerivation> derivations) {
    for (EntryDerivation derivation : derivations) {
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
