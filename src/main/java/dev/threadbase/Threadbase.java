package dev.threadbase;

import dev.threadbase.context.Contexts;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.UsageReport;
import dev.threadbase.jdbi.Database;
import dev.threadbase.jdbi.Databases;
import dev.threadbase.jdbi.DerivationRebuild;
import dev.threadbase.jdbi.JdbiChannels;
import dev.threadbase.jdbi.JdbiContexts;
import dev.threadbase.jdbi.JdbiConversationStore;
import dev.threadbase.jdbi.JdbiJournal;
import dev.threadbase.jdbi.JdbiLineage;
import dev.threadbase.jdbi.JdbiMessageSearch;
import dev.threadbase.jdbi.JdbiPodRegistry;
import dev.threadbase.jdbi.JdbiSegmentStore;
import dev.threadbase.jdbi.JdbiThreadRepository;
import dev.threadbase.jdbi.JdbiTurnLeases;
import dev.threadbase.jdbi.JdbiTurns;
import dev.threadbase.jdbi.JdbiUsageReport;
import dev.threadbase.jdbi.JournalVerification;
import dev.threadbase.lease.LeaseKeeper;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.lineage.Lineage;
import dev.threadbase.pool.Channels;
import dev.threadbase.pool.ConversationPool;
import dev.threadbase.pool.ConversationPoolBuilder;
import dev.threadbase.pool.PoolStores;
import dev.threadbase.pool.RunnerFactory;
import dev.threadbase.search.MessageSearch;
import dev.threadbase.segment.PodRegistry;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.Turns;
import dev.threadbase.thread.Verification;
import dev.threadbase.transfer.Exporter;
import dev.threadbase.transfer.Importer;
import dev.threadbase.transfer.Journal;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * An open database, and the way to everything in it. Open one for the life of the process and share
 * it between threads.
 *
 * <p>Opening brings the schema up to date, unless the configuration says otherwise, and checks that
 * every setting took effect. Several processes may open one database at the same time.
 */
public final class Threadbase implements AutoCloseable {

  private final Database database;
  private final ThreadRepository threads;
  private final Lineage lineage;
  private final TurnLeases leases;
  private final LeaseKeeper leaseKeeper;
  private final Turns turns;
  private final Contexts contexts;
  private final ConversationStore conversations;
  private final Channels channels;
  private final SegmentStore segments;
  private final PodRegistry pods;
  private final UsageReport usage;
  private final MessageSearch search;
  private final Importer importer;
  private final Exporter exporter;

  private Threadbase(Database database, ThreadbaseConfig config) {
    this.database = database;
    this.threads = new JdbiThreadRepository(database, config.clock(), config.leaseClock());
    JdbiTurnLeases turnLeases = new JdbiTurnLeases(database, config.leaseClock());
    this.leases = turnLeases;
    this.turns = new JdbiTurns(database, config.clock(), turnLeases);
    this.leaseKeeper = new LeaseKeeper(leases);
    turnLeases.onGivingBack(leaseKeeper::givingBack);
    this.contexts = new JdbiContexts(database, threads, config.clock(), config.leaseClock());
    this.conversations =
        new JdbiConversationStore(database, threads, config.clock(), config.leaseClock());
    this.channels = new JdbiChannels(database, config.clock());
    this.segments = new JdbiSegmentStore(database, config.clock(), config.leaseClock());
    this.pods = new JdbiPodRegistry(database, config.clock(), turnLeases);
    this.lineage = new JdbiLineage(database);
    this.usage = new JdbiUsageReport(database);
    this.search = new JdbiMessageSearch(database);
    Journal journal = new JdbiJournal(database, config.clock());
    this.importer = new Importer(journal);
    this.exporter = new Exporter(journal);
  }

  /**
   * Opens a SQLite file; it is made, readable for its owner alone, if it is not there.
   *
   * @throws ThreadbaseException.StoreUnavailable if it cannot be opened, is no database of this
   *     version, or is busy for too long
   */
  public static Threadbase open(Path file) {
    return open(ThreadbaseConfig.of(file));
  }

  /**
   * Opens what a configuration describes.
   *
   * @throws IllegalArgumentException if the URL is of neither database or names a SQLite database
   *     without a file
   * @throws ThreadbaseException.StoreUnavailable as {@link #open(Path)}
   */
  public static Threadbase open(ThreadbaseConfig config) {
    return new Threadbase(Databases.open(config), config);
  }

  /**
   * Opens the database of a data source. PostgreSQL is used through the data source's own
   * connections, which stay the caller's. A SQLite file is only located by it: it is opened with
   * Threadbase's own connections, because what makes an append durable are settings of the
   * connection.
   *
   * @throws IllegalArgumentException as {@link #open(ThreadbaseConfig)}
   * @throws ThreadbaseException.StoreUnavailable as {@link #open(Path)}
   */
  public static Threadbase open(DataSource source) {
    return Databases.over(source, Threadbase::new);
  }

  /** Opens a new database that is in memory only and gone when it is closed; for tests. */
  public static Threadbase inMemory() {
    return open(ThreadbaseConfig.of(Databases.inMemoryUrl()));
  }

  /** The threads and their entries. */
  public ThreadRepository threads() {
    return threads;
  }

  /** Who may move a thread's head now. */
  public TurnLeases leases() {
    return leases;
  }

  /** Renews leases while their turns run. */
  public LeaseKeeper leaseKeeper() {
    return leaseKeeper;
  }

  /** Turns from beginning to end. */
  public Turns turns() {
    return turns;
  }

  /** What models are sent of threads. */
  public Contexts contexts() {
    return contexts;
  }

  /**
   * A pool of conversations, to be set and built: chats with runners that this factory makes. It is
   * closed before this is.
   */
  public ConversationPoolBuilder pool(RunnerFactory factory) {
    PoolStores stores = new PoolStores(threads, channels, turns, leases, leaseKeeper, contexts);
    return ConversationPool.builder(stores, factory);
  }

  /** Threads as an application keeps them: messages, tokens, metrics, events, costs. */
  public ConversationStore conversations() {
    return conversations;
  }

  /** Which conversation of a channel is the active one. */
  public Channels channels() {
    return channels;
  }

  /** Sessions as trees of logs, from which workers are restored. */
  public SegmentStore segments() {
    return segments;
  }

  /** Named workers, and the log that each writes. */
  public PodRegistry pods() {
    return pods;
  }

  /** Where threads came from. */
  public Lineage lineage() {
    return lineage;
  }

  /** What calls of models took, added up. */
  public UsageReport usage() {
    return usage;
  }

  /** Finds messages by their words. */
  public MessageSearch search() {
    return search;
  }

  /** Brings sessions in. */
  public Importer importer() {
    return importer;
  }

  /** Takes sessions out. */
  public Exporter exporter() {
    return exporter;
  }

  /**
   * Checks everything that is stored: hashes, positions, the fork tree, heads, leases, archived
   * originals, and that what repeats entries is there. Reads the whole database once, in one
   * snapshot; writers go on meanwhile.
   */
  public Verification verify() {
    return JournalVerification.of(database);
  }

  /**
   * Writes the rows that repeat what entries say, for entries that were stored by a version that
   * did not write them; {@link #verify} names those. Reads the whole database; others go on
   * meanwhile, and what was done stays if it is ended in between.
   *
   * @return how many entries got rows
   */
  public long rebuild() {
    return DerivationRebuild.run(database);
  }

  /**
   * Closes what was opened here; connections of a caller's data source stay open. What is under way
   * ends first, and leases that are kept are given back.
   */
  @Override
  public void close() {
    try {
      leaseKeeper.close();
    } finally {
      database.close();
    }
  }
}
