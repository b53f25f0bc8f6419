package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets the writers of one SQLite file take turns, across processes. SQLite's own lock keeps them
 * apart; this keeps one that writes at full speed from starving the others.
 *
 * <pre>
 * enter:  lock(next)  lock(turn)  unlock(next)
 * leave:  unlock(turn)
 * </pre>
 *
 * <p>Who waits for the turn holds {@code next}, so the one that leaves cannot come back before it.
 * Both are bytes of a lock file beside the database; the system releases them when a process dies.
 *
 * <p>A process has one channel for a lock file, because closing any channel of a file gives up all
 * its locks.
 */
final class FileTurnstile implements AutoCloseable {

  private static final long TURN_BYTE = 0;
  private static final long NEXT_BYTE = 1;
  private static final long OVERLAP_PAUSE_NANOS = 1_000_000;
  private static final Map<Path, FileTurnstile> OPEN = new HashMap<>();

  private final @Nullable Path file;
  private final Semaphore inProcess = new Semaphore(1, true);
  private int users;
  private @Nullable FileChannel channel;
  private @Nullable FileLock turn;

  private FileTurnstile(@Nullable Path file) {
    this.file = file;
  }

  /** A turnstile for a database that no other process sees. */
  static FileTurnstile inProcess() {
    return new FileTurnstile(null);
  }

  /** The turnstile of a lock file, which is made if it is not there. */
  static FileTurnstile at(Path lockFile) {
    synchronized (OPEN) {
      FileTurnstile turnstile = OPEN.computeIfAbsent(lockFile, FileTurnstile::new);
      turnstile.users++;
      return turnstile;
    }
  }

  /** Waits for the turn. Interruption does not end the wait; it is kept for the caller. */
  void enter() {
    inProcess.acquireUninterruptibly();
    if (file == null) {
      return;
    }
    boolean interrupted = false;
    try {
      while (turn == null) {
        interrupted |= Thread.interrupted();
        turn = lockTurn(file);
      }
    } catch (IOException failure) {
      inProcess.release();
      throw new StoreUnavailable("the lock file beside the database cannot be locked", failure);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives the turn to the next. */
  void leave() {
    FileLock held = turn;
    turn = null;
    try {
      if (held != null && held.isValid()) {
        held.release();
      }
    } catch (IOException gone) {
      // The channel is closed, and with it the lock is released already.
    } finally {
      inProcess.release();
    }
  }

  /** Null if an interrupt closed the channel, which gives up every lock that it had. */
  private @Nullable FileLock lockTurn(Path path) throws IOException {
    try {
      FileLock next = lock(path, NEXT_BYTE);
      FileLock held = lock(path, TURN_BYTE);
      next.release();
      return held;
    } catch (FileLockInterruptionException | ClosedChannelException interrupted) {
      return null;
    }
  }

  private FileLock lock(Path path, long position) throws IOException {
    while (true) {
      try {
        return channel(path).lock(position, 1, false);
      } catch (OverlappingFileLockException elsewhere) {
        // Threadbase was loaded twice into this process; the other copy has its own channel.
        LockSupport.parkNanos(OVERLAP_PAUSE_NANOS);
      }
    }
  }

  private FileChannel channel(Path path) throws IOException {
    FileChannel current = channel;
    if (current == null || !current.isOpen()) {
      current = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel = current;
    }
    return current;
  }

  @Override
  public void close() {
    if (file == null) {
      return;
    }
    // A new turnstile of the file must not lock it before this channel is closed: closing gives up
    // its locks.
    synchronized (OPEN) {
      if (--users > 0) {
        return;
      }
      OPEN.remove(file);
      closeChannel();
    }
  }

  private void closeChannel() {
    inProcess.acquireUninterruptibly();
    try {
      FileChannel current = channel;
      if (current != null) {
        current.close();
      }
    } catch (IOException failure) {
      throw new StoreUnavailable("the lock file beside the database cannot be closed", failure);
    } finally {
      inProcess.release();
    }
  }
}
