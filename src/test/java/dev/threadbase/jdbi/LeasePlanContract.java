package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.TurnStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The statements of leases and turns find their rows by an index. What is explained is what the
 * library sends, with its values, among twenty thousand leases of which few are open. They are made
 * once; what a test sends is rolled back.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class LeasePlanContract {

  private static final String LEASES =
      """
      INSERT INTO turn_leases (thread_id, session_id, turn_id, owner_id, token, held, acquired_at_ns,
                               renewed_at_ns, expires_at_ns, unfinished)
      SELECT thread_id, session_id, 't', 'me', 1, 0, 1, 1, 2, 0
      FROM threads
      WHERE thread_id LIKE 'x%'
      """;

  /** The key, or the index of open leases, which begins with the thread too. */
  private static final String BY_THREAD = "turn_leases_";

  private final RecordingDataSource recording = new RecordingDataSource();
  private TestDatabase database;
  private Connection explaining;
  private Handle handle;
  private LeaseStatements leases;
  private TurnLease held;

  abstract Backend backend();

  @BeforeAll
  void fill() throws SQLException {
    database = backend().create();
    String numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) ";
    Sql.run(database, "INSERT INTO sessions VALUES ('s', 1)");
    Sql.run(
        database,
        numbers
            + """
            INSERT INTO segments (session_id, segment_id, origin, base_length, depth, thread_id, created_at_ns)
            SELECT 's', 'g' || i, 'root', 0, 0, 'x' || i, i
            FROM n
            """);
    Sql.run(
        database,
        numbers
            + """
            INSERT INTO threads (thread_id, session_id, base_segment_id, inherited_length, head_segment_id,
                                 head_length, head_open, first_ordinal, next_ordinal, version, archived, metadata,
                                 created_at_ns, updated_at_ns)
            SELECT 'x' || i, 's', 'g' || i, 0, 'g' || i, 0, 1, 0, 0, 0, 0, '{}', i, i
            FROM n
            """);
    Sql.run(database, LEASES);
    try (Threadbase filling = Threadbase.open(database.config())) {
      fill(filling);
    }
    Sql.run(database, "ANALYZE");
    explaining = database.connect();
    Jdbi jdbi = Jdbi.create(recording.over(backend().source(database.config().url())));
    handle = Database.configured(jdbi, backend().dialect()).open();
    leases = new LeaseStatements(backend().dialect(), LeaseClock.of(backend().dialect(), null));
  }

  private void fill(Threadbase filling) {
    filling.threads().createThread(ThreadMeta.builder("big").sessionId("s").build());
    filling.threads().appendAll("big", entries("b"), AppendOptions.DEFAULT);
    filling.threads().fork(ForkOptions.of("big").at("b2000").as("fork"));
    filling.threads().appendAll("fork", entries("f"), AppendOptions.DEFAULT);
    held = ((Acquired) filling.leases().tryAcquire("fork", "t", "me", Duration.ofHours(1))).lease();
    filling.leases().tryAcquire("x7", "t", "me", Duration.ofMillis(1));
  }

  /** Four thousand entries, of which eight are markers. */
  private static List<NewEntry> entries(String prefix) {
    return IntStream.range(0, 4_000)
        .mapToObj(
            i ->
                (i % 500 == 0
                        ? NewEntry.turnMarker("t" + i, TurnStatus.COMPLETED, Map.of())
                        : NewEntry.raw(EntryType.CUSTOM, "{}"))
                    .withId(prefix + i))
        .toList();
  }

  @BeforeEach
  void begin() {
    handle.begin();
  }

  @AfterEach
  void undo() {
    handle.rollback();
  }

  @AfterAll
  void close() throws SQLException {
    handle.close();
    explaining.close();
    database.close();
  }

  /** The plans of everything that is sent. */
  private List<String> plans(Consumer<Handle> work) throws Exception {
    recording.take();
    work.accept(handle);
    List<String> plans = new ArrayList<>();
    for (Asked statement : recording.take()) {
      plans.addAll(statement.explain(explaining, backend().explain(), backend().planColumn()));
    }
    assertThat(plans).isNotEmpty();
    return plans;
  }

  /** It uses each of the indexes, and reads no table from end to end. */
  private void assertUses(Consumer<Handle> work, String... indexes) throws Exception {
    List<String> plans = plans(work);
    for (String index : indexes) {
      assertThat(plans).anyMatch(line -> line.contains(name(index)));
    }
    assertThat(plans).noneMatch(line -> line.contains("Seq Scan"));
    assertThat(plans)
        .noneMatch(line -> line.matches("SCAN (threads|turn_leases|entries|segments|[estl])"));
    assertThat(plans).noneMatch(line -> line.matches("SEARCH [es] .*\\(session_id=\\?\\)"));
  }

  /** The name that a database gave to the index of a primary key. */
  abstract String name(String index);

  @Test
  void aLeaseIsAcquiredByTheKeysOfItsThread() throws Exception {
    for (String thread : List.of("x1", "x7", "big", "fork")) {
      LeaseStatements.Request request =
          new LeaseStatements.Request(thread, "t2", "me", Duration.ofHours(1), null, "waiter");
      assertUses(sent -> leases.acquire(sent, request), "threads_pkey");
    }
  }

  @Test
  void aLeaseIsRenewedGivenBackAndReadByItsKey() throws Exception {
    assertUses(sent -> leases.renew(sent, held), BY_THREAD);
    assertUses(sent -> sql(sent).find("fork", now()), "turn_leases_pkey");
    assertUses(sent -> sql(sent).hold("fork", "me", 1, 1), BY_THREAD);
    assertUses(sent -> sql(sent).putNext("fork", "w", 1, 1, now()), "turn_leases_pkey");
    assertUses(sent -> leases.release(sent, held), BY_THREAD);
  }

  @Test
  void openLeasesAreListedFromTheirOwnIndex() throws Exception {
    assertUses(sent -> sql(sent).list("", 50, now()), "turn_leases_open");
    assertUses(sent -> sql(sent).list("m", 50, now()), "turn_leases_open");
    assertUses(sent -> sql(sent).abandoned("", 50, now()), "turn_leases_open");
  }

  @Test
  void markersOfAPathAreReadFromTheirOwnIndex() throws Exception {
    for (String thread : List.of("big", "fork")) {
      ThreadRow row = handle.attach(ThreadSql.class).find(thread).orElseThrow();
      assertUses(sent -> TurnRecovery.endAll(sent, row, Instant.EPOCH), "entries_turn_markers");
    }
  }

  @Test
  void anAppendUnderALeaseFindsItByItsKey() throws Exception {
    HeadAppend append = HeadAppend.of(backend().dialect());
    AppendOptions leased = AppendOptions.DEFAULT.under(held);
    for (String id : new String[] {null, "given"}) {
      NewEntry entry = NewEntry.raw(EntryType.CUSTOM, "{}").withId(id);
      List<Draft> one = Draft.of(List.of(entry), AppendOptions.DEFAULT, Instant.EPOCH);
      assertUses(
          sent -> assertThat(append.append(sent, "fork", one, leased)).isPresent(),
          BY_THREAD,
          "threads_pkey");
    }
  }

  private static LeaseSql sql(Handle handle) {
    return handle.attach(LeaseSql.class);
  }

  private @Nullable Long now() {
    return LeaseClock.of(backend().dialect(), null).nanos();
  }
}

class SqliteLeasePlanTest extends LeasePlanContract {
  @Override
  Backend backend() {
    return Backend.SQLITE;
  }

  @Override
  String name(String index) {
    return index.endsWith("_pkey") ? "sqlite_autoindex_" + index.replace("_pkey", "_1") : index;
  }
}

class PostgresLeasePlanTest extends LeasePlanContract {
  @Override
  Backend backend() {
    return Backend.POSTGRESQL;
  }

  @Override
  String name(String index) {
    return index;
  }
}
