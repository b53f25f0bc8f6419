package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.Acquisition.Busy;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.testkit.Sql;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is sent to PostgreSQL for a lease, counted. */
class PostgresLeaseStatementsTest {

  private static final Duration TTL = Duration.ofMinutes(1);

  private final RecordingDataSource recording = new RecordingDataSource();
  private PostgresTestDatabase database;
  private Threadbase threadbase;
  private TurnLeases leases;

  @BeforeEach
  void open() {
    database = PostgresTestDatabase.create();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.config().url());
    threadbase = Threadbase.open(recording.over(source));
    threadbase.threads().createThread(ThreadMeta.builder("a").build());
    leases = threadbase.leases();
  }

  @AfterEach
  void close() {
    threadbase.close();
    database.close();
  }

  /** Does it, and says what was sent for it: the first word of each statement. */
  private List<String> sentFor(Supplier<?> work) {
    recording.take();
    assertThat(work.get()).isNotNull();
    return recording.take().stream().map(PostgresLeaseStatementsTest::verb).toList();
  }

  private static String verb(Asked asked) {
    return asked.sql().strip().split("\\s+", 2)[0];
  }

  private TurnLease acquired() {
    return ((Acquired) leases.tryAcquire("a", "t1", "me", TTL)).lease();
  }

  private void expire() throws Exception {
    Sql.run(database, "UPDATE turn_leases SET expires_at_ns = renewed_at_ns");
  }

  @Test
  void acquiringIsOneStatementWhereverTheLeaseStands() throws Exception {
    assertThat(sentFor(this::acquired)).as("never leased").containsExactly("INSERT");
    leases.release(leases.active("a").orElseThrow());
    assertThat(sentFor(this::acquired)).as("free").containsExactly("INSERT");
    expire();
    assertThat(sentFor(this::acquired)).as("expired").containsExactly("INSERT");
    assertThat(leases.active("a").orElseThrow().token()).isEqualTo(3);
  }

  @Test
  void whoIsInTheWayIsASecondStatementThatReads() {
    TurnLease lease = acquired();
    assertThat(
            sentFor(
                () ->
                    assertThat(leases.tryAcquire("a", "t2", "you", TTL))
                        .isEqualTo(new Busy(lease))))
        .containsExactly("INSERT", "SELECT");
  }

  @Test
  void renewingAndGivingBackAreOneStatementEach() throws Exception {
    TurnLease lease = acquired();
    assertThat(sentFor(() -> leases.renew(lease).orElseThrow())).containsExactly("UPDATE");
    expire();
    assertThat(sentFor(() -> leases.renew(lease).orElseThrow())).containsExactly("UPDATE");
    assertThat(sentFor(() -> leases.release(lease))).containsExactly("UPDATE");
    assertThat(sentFor(() -> leases.release(lease))).containsExactly("UPDATE");
    assertThat(sentFor(() -> leases.renew(lease))).containsExactly("UPDATE");
  }

  @Test
  void theCallsOfTheReferenceAreOneStatementEach() {
    var reference = leases.reference();
    assertThat(sentFor(() -> reference.acquireTurnLease("a", "t", "me", null)))
        .containsExactly("INSERT");
    assertThat(sentFor(() -> reference.activeTurnLease("a"))).containsExactly("SELECT");
    var later = leases.active("a").orElseThrow().acquiredAt().plusSeconds(1);
    assertThat(sentFor(() -> reference.clearExpiredTurnLease("a", later).orElseThrow()))
        .containsExactly("UPDATE");
    reference.acquireTurnLease("a", "t", "me", null);
    assertThat(
            sentFor(
                () -> {
                  reference.releaseTurnLease("a", "t", "me");
                  return "";
                }))
        .containsExactly("UPDATE");
  }

  @Test
  void anAppendUnderALeaseIsOneStatementLikeAnyOther() {
    AppendOptions leased = AppendOptions.DEFAULT.under(acquired());
    NewEntry entry = NewEntry.raw(EntryType.CUSTOM, "{}");
    assertThat(sentFor(() -> threadbase.threads().append("a", entry, leased)))
        .containsExactly("WITH");
  }

  @Test
  void whoeverWaitsWritesNothingButThatItIsNext() {
    acquired();
    long before = Sql.number(database, "SELECT token FROM turn_leases");
    Duration wait = Duration.ofMillis(1_500);
    recording.take();
    assertThatThrownBy(() -> leases.acquire("a", "t2", "you", TTL, wait))
        .isInstanceOf(ActiveTurn.class);
    List<Asked> asked = recording.take();
    assertThat(verb(asked.get(0))).isEqualTo("INSERT");
    List<Asked> polls = asked.subList(1, asked.size());
    assertThat(polls).hasSizeGreaterThan(10).allMatch(poll -> isReadOrNote(poll.sql()));
    // Noted at the first look, again after each half of a second, and struck out at the end.
    assertThat(polls.stream().filter(poll -> verb(poll).equals("UPDATE")).count())
        .isBetween(2L, 5L);
    assertThat(Sql.number(database, "SELECT token FROM turn_leases")).isEqualTo(before);
  }

  private static boolean isReadOrNote(String sql) {
    return sql.startsWith("SELECT") || sql.contains("SET waiter_id = ");
  }
}
