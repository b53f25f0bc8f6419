package dev.threadbase.transfer.table;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers by their place, 0 where none was set. */
public final class IntColumn {

  private static final int SHIFT = 12;
  private static final int MASK = (1 << SHIFT) - 1;

  private final Scratch scratch;
  private @Nullable ByteBuffer[] pages = new @Nullable ByteBuffer[1];

  /** Begins a column of zeros. */
  public IntColumn(Scratch scratch) {
    this.scratch = scratch;
  }

  /** The number at a place. */
  public int get(int place) {
    int index = place >>> SHIFT;
    ByteBuffer page = index < pages.length ? pages[index] : null;
    return page == null ? 0 : page.getInt((place & MASK) << 2);
  }

  /** Sets the number at a place. */
  public void set(int place, int number) {
    int index = place >>> SHIFT;
    if (index >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(index + 1, pages.length * 2));
    }
    ByteBuffer page = pages[index];
    if (page == null) {
      page = scratch.page();
      pages[index] = page;
    }
    page.putInt((place & MASK) << 2, number);
  }

  /** Sets everything to 0 and gives the memory back. */
  void clear() {
    scratch.release(pages);
    pages = new @Nullable ByteBuffer[1];
  }
}
