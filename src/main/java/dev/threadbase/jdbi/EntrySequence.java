package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryPage;
import dev.threadbase.thread.PageRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;

/**
 * A path or a journal as it was when it was asked for: a fixed number of entries at fixed
 * positions, read in parts. Parts read at different times belong together, because nothing that is
 * written changes.
 */
abstract class EntrySequence {

  private static final int STREAM_PAGE = 500;

  private final String threadId;
  private final long total;

  private EntrySequence(String threadId, long total) {
    this.threadId = threadId;
    this.total = total;
  }

  /** The path that runs make up. */
  static EntrySequence path(String threadId, List<Run> runs) {
    long total = runs.isEmpty() ? 0 : runs.get(runs.size() - 1).end();
    return new EntrySequence(threadId, total) {
      @Override
      List<Entry> read(Handle handle, long from, long to) {
        return EntryReader.path(handle, runs, from, to);
      }
    };
  }

  /** What a thread inherited by these runs, then what it wrote. */
  static EntrySequence journal(ThreadRow thread, List<Run> inherited) {
    long own = thread.nextOrdinal() - thread.firstOrdinal();
    long before = thread.inheritedLength();
    return new EntrySequence(thread.id(), before + own) {
      @Override
      List<Entry> read(Handle handle, long from, long to) {
        List<Entry> entries = new ArrayList<>();
        if (from < before) {
          entries.addAll(EntryReader.path(handle, inherited, from, Math.min(to, before)));
        }
        if (to > before) {
          long shift = thread.firstOrdinal() - before;
          entries.addAll(
              EntryReader.own(handle, thread, Math.max(from, before) + shift, to + shift));
        }
        return entries;
      }
    };
  }

  /** How many entries there are. */
  long total() {
    return total;
  }

  abstract List<Entry> read(Handle handle, long from, long to);

  List<Entry> all(Handle handle) {
    return Collections.unmodifiableList(part(handle, 0, total));
  }

  EntryPage page(Handle handle, PageRequest request) {
    long end = request.backward() ? Math.min(request.position(), total) : total;
    long from = request.backward() ? Math.max(0, end - request.limit()) : request.position();
    long to = Math.min(end, from + request.limit());
    return new EntryPage(from < to ? part(handle, from, to) : List.of(), from, total);
  }

  Stream<Entry> stream(Database database) {
    Iterator<Entry> entries =
        new Iterator<>() {
          private long position;
          private Iterator<Entry> page = Collections.emptyIterator();

          @Override
          public boolean hasNext() {
            return position < total;
          }

          @Override
          public Entry next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            if (!page.hasNext()) {
              long to = Math.min(total, position + STREAM_PAGE);
              page = database.read(handle -> part(handle, position, to)).iterator();
            }
            position++;
            return page.next();
          }
        };
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(Spliterators.spliterator(entries, total, traits), false);
  }

  /** The entries at positions from inclusive, to exclusive. */
  List<Entry> part(Handle handle, long from, long to) {
    List<Entry> entries = read(handle, from, to);
    if (entries.size() != to - from) {
      // Somebody deleted the thread meanwhile, or the file is damaged: never a path with a hole.
      throw new EntryNotFound(threadId, null);
    }
    return entries;
  }
}
