package dev.threadbase.transfer.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Memory in pages: the first {@value #PAGES_ON_HEAP} are on the heap, the others in a temporary
 * file that nobody else can read. The system keeps of that file in memory what fits.
 *
 * <p>The file has no name any more when this is closed or the process ends. Its space on the disk
 * is free again once the pages of a closed one are collected as garbage too, or the process ends.
 *
 * <p>For one thread, or for several that hand it over to each other.
 */
public final class Scratch implements AutoCloseable {

  /** The bytes of a page. */
  static final int PAGE = 1 << 14;

  static final int PAGES_ON_HEAP = 256;

  private static final int EXTENT = 1 << 22;

  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private int pagesOnHeap;
  private @Nullable FileChannel file;
  private long fileLength;

  /** Begins with nothing. */
  public Scratch() {}

  /**
   * A page of zeros.
   *
   * @throws UncheckedIOException if there is no room for a temporary file
   */
  ByteBuffer page() {
    if (free.isEmpty()) {
      if (pagesOnHeap < PAGES_ON_HEAP) {
        pagesOnHeap++;
        return ByteBuffer.allocate(PAGE).order(ByteOrder.nativeOrder());
      }
      extend();
    }
    return free.pop();
  }

  /** Takes pages back that are used no more. */
  void release(@Nullable ByteBuffer[] pages) {
    byte[] zeros = new byte[PAGE];
    for (ByteBuffer page : pages) {
      if (page != null) {
        free.push(page.put(0, zeros));
      }
    }
  }

  private void extend() {
    try {
      FileChannel channel = file == null ? open() : file;
      file = channel;
      // Written and not only mapped: a full disk is an exception then, and no fault of the process.
      ByteBuffer zeros = ByteBuffer.allocate(EXTENT);
      while (zeros.hasRemaining()) {
        channel.write(zeros, fileLength + zeros.position());
      }
      ByteBuffer extent = channel.map(FileChannel.MapMode.READ_WRITE, fileLength, EXTENT);
      fileLength += EXTENT;
      for (int from = 0; from < EXTENT; from += PAGE) {
        free.add(extent.slice(from, PAGE).order(ByteOrder.nativeOrder()));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static FileChannel open() throws IOException {
    Path path = Files.createTempFile("threadbase", ".scratch");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Gives everything back; nothing that lives here may be used any more. */
  @Override
  public void close() {
    free.clear();
    if (file != null) {
      try {
        file.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
