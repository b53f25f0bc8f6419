package dev.threadbase;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and how it is used.
 *
 * @param url a JDBC URL: {@code jdbc:sqlite:} with a file, or {@code jdbc:postgresql:}
 * @param user the PostgreSQL user; null to take it from the URL
 * @param password its password; null for none or the URL's
 * @param durability what a commit on SQLite survives
 * @param busyTimeout how long a caller waits for a connection, or for another program that holds
 *     the SQLite file, before {@link ThreadbaseException.StoreUnavailable}; positive. Writers of
 *     Threadbase that queue for one SQLite file wait for their turn, however long that takes
 * @param readers how many reading connections are kept, 1 or more; on PostgreSQL, how many
 *     connections in all
 * @param migrate whether opening brings the schema up to date; if not, an old schema is refused
 * @param clock the time of entries and threads that are given none
 * @param leaseClock the time by which turn leases end; null for the server's on PostgreSQL and the
 *     machine's on SQLite. All who share a database must go by one clock: another one is for tests
 * @param search whether messages that are written are put into the index that finds them
 */
public record ThreadbaseConfig(
    String url,
    @Nullable String user,
    @Nullable String password,
    Durability durability,
    Duration busyTimeout,
    int readers,
    boolean migrate,
    Clock clock,
    @Nullable Clock leaseClock,
    boolean search) {

  private static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(30);
  private static final int DEFAULT_READERS = 10;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException if the URL is of neither database, or a number is out of range
   */
  public ThreadbaseConfig {
    Objects.requireNonNull(durability, "durability");
    Objects.requireNonNull(clock, "clock");
    if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the database URL must begin with jdbc:sqlite: or jdbc:postgresql:");
    }
    if (busyTimeout.isNegative() || busyTimeout.isZero() || busyTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("busyTimeout is not positive: " + busyTimeout);
    }
    if (readers < 1) {
      throw new IllegalArgumentException("readers is less than 1: " + readers);
    }
  }

  /** A database at a URL, with the usual settings. */
  public static ThreadbaseConfig of(String url) {
    return new ThreadbaseConfig(
        url,
        null,
        null,
        Durability.FULL,
        DEFAULT_BUSY_TIMEOUT,
        DEFAULT_READERS,
        true,
        Clock.systemUTC(),
        null,
        true);
  }

  /** A SQLite file, with the usual settings. */
  public static ThreadbaseConfig of(Path file) {
    return of("jdbc:sqlite:" + file.toAbsolutePath());
  }

  /** With a user and a password. */
  public ThreadbaseConfig login(@Nullable String newUser, @Nullable String newPassword) {
    return new ThreadbaseConfig(
        url,
        newUser,
        newPassword,
        durability,
        busyTimeout,
        readers,
        migrate,
        clock,
        leaseClock,
        search);
  }

  /** With another durability. */
  public ThreadbaseConfig durability(Durability value) {
    return new ThreadbaseConfig(
        url, user, password, value, busyTimeout, readers, migrate, clock, leaseClock, search);
  }

  /** With another patience. */
  public ThreadbaseConfig busyTimeout(Duration value) {
    return new ThreadbaseConfig(
        url, user, password, durability, value, readers, migrate, clock, leaseClock, search);
  }

  /** With another number of connections. */
  public ThreadbaseConfig readers(int value) {
    return new ThreadbaseConfig(
        url, user, password, durability, busyTimeout, value, migrate, clock, leaseClock, search);
  }

  /** Without bringing the schema up to date. */
  public ThreadbaseConfig withoutMigration() {
    return new ThreadbaseConfig(
        url, user, password, durability, busyTimeout, readers, false, clock, leaseClock, search);
  }

  /** With another clock. */
  public ThreadbaseConfig clock(Clock value) {
    return new ThreadbaseConfig(
        url, user, password, durability, busyTimeout, readers, migrate, value, leaseClock, search);
  }

  /** With another clock for leases; for tests. */
  public ThreadbaseConfig leaseClock(@Nullable Clock value) {
    return new ThreadbaseConfig(
        url, user, password, durability, busyTimeout, readers, migrate, clock, value, search);
  }

  /**
   * Without the index of messages: appends are faster, and what is written is not found until
   * {@link dev.threadbase.search.MessageSearch#reindex}. The database remembers that the index is
   * not complete; searches say so.
   */
  public ThreadbaseConfig withoutSearch() {
    return new ThreadbaseConfig(
        url, user, password, durability, busyTimeout, readers, migrate, clock, leaseClock, false);
  }

  /** Neither the URL, which may hold a password, nor the password itself. */
  @Override
  public String toString() {
    String kind = url.startsWith("jdbc:sqlite:") ? "SQLite" : "PostgreSQL";
    return "ThreadbaseConfig[" + kind + ", " + durability + "]";
  }
}
