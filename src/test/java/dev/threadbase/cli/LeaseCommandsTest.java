package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.TurnStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What lease does and prints, and what other commands do while somebody holds one. */
abstract class LeaseCommandsContract extends CommandContract {

  private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02.123456789Z");
  private static final List<String> NAMES =
      List.of(
          "thread_id",
          "session_id",
          "state",
          "turn_id",
          "owner_id",
          "token",
          "acquired_at",
          "renewed_at",
          "expires_at",
          "unfinished");

  private static final String HEADER =
      """
      {"type":"session","version":3,"id":"s","timestamp":"2026-03-01T09:00:00Z","cwd":"/w"}
      """;

  private String session = "";

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      ThreadMeta thread = threadbase.threads().createThread(named("a"));
      session = String.valueOf(thread.sessionId());
    }
  }

  /** A turn that goes on for another hour, or whose holder was last heard of long ago. */
  private TurnLease begin(String threadId, boolean live) {
    Instant now = live ? Instant.now() : LONG_AGO;
    ThreadbaseConfig config = database.config().leaseClock(new SettableClock(now));
    try (Threadbase threadbase = Threadbase.open(config)) {
      TurnStart start = TurnStart.of(threadId, "t1", "desk").lasting(Duration.ofHours(1));
      return threadbase.turns().start(start).lease();
    }
  }

  private JsonNode object(String... args) {
    List<JsonNode> objects = run(args).ok().objects();
    assertThat(objects).hasSize(1);
    return objects.get(0);
  }

  @Test
  void leaseOfAThreadThatNobodyEverHeldIsFree() {
    JsonNode lease = object("lease", "a", "--json");
    assertThat(lease.toString())
        .isEqualTo(
            ("{\"thread_id\":\"a\",\"session_id\":\"%s\",\"state\":\"free\",\"turn_id\":null,"
                    + "\"owner_id\":null,\"token\":null,\"acquired_at\":null,\"renewed_at\":null,"
                    + "\"expires_at\":null,\"unfinished\":false,\"breaks\":[]}")
                .formatted(session));
    assertThat(run("lease", "a").ok().lines())
        .containsExactly("thread      a", "state       free", "unfinished  no");
    run("lease", "nobody").failed(1, "thread not found: nobody");
  }

  @Test
  void leasePrintsTheNamesThatScriptsRelyOn() {
    TurnLease held = begin("a", true);
    JsonNode lease = object("lease", "a", "--json");
    assertThat(names(lease)).startsWith(NAMES.toArray(new String[0])).endsWith("breaks");
    assertThat(lease.get("session_id").asString()).isEqualTo(session);
    assertThat(lease.get("state").asString()).isEqualTo("held");
    assertThat(lease.get("turn_id").asString()).isEqualTo("t1");
    assertThat(lease.get("owner_id").asString()).isEqualTo("desk");
    assertThat(lease.get("token").asLong()).isEqualTo(1);
    assertThat(lease.get("acquired_at").asString()).isEqualTo(held.acquiredAt().toString());
    assertThat(lease.get("renewed_at").asString()).isEqualTo(held.renewedAt().toString());
    assertThat(lease.get("expires_at").asString()).isEqualTo(String.valueOf(held.expiresAt()));
    assertThat(lease.get("unfinished").asBoolean()).isTrue();
  }

  @Test
  void leaseTellsPeopleWhoHoldsIt() {
    begin("a", false);
    assertThat(run("lease", "a").ok().lines())
        .containsExactly(
            "thread      a",
            "state       expired",
            "turn        t1",
            "owner       desk",
            "token       1",
            "acquired    2020-02-02T02:02:02Z",
            "renewed     2020-02-02T02:02:02Z",
            "expires     2020-02-02T03:02:02Z",
            "unfinished  yes: a turn has no end yet");
  }

  @Test
  void leaseThatWasGivenBackNamesItsLastHolder() {
    TurnLease lease = begin("a", true);
    try (Threadbase threadbase = threadbase()) {
      threadbase.leases().release(lease);
    }
    assertThat(object("lease", "a", "--json").get("state").asString()).isEqualTo("free");
    assertThat(run("lease", "a").ok().lines())
        .contains("state       free; held last by", "turn        t1", "token       1");
  }

  @Test
  void leaseWithoutAnEndNeverExpires() {
    try (Threadbase threadbase = threadbase()) {
      threadbase.leases().reference().acquireTurnLease("a", "", "old\u001b[2J", LONG_AGO);
    }
    assertThat(object("lease", "a", "--json").get("expires_at").isNull()).isTrue();
    assertThat(run("lease", "a").ok().lines())
        .contains("state       held", "turn", "owner       old␛[2J", "expires     never");
  }

  @Test
  void listHoldsWhatIsHeldOrExpired() {
    try (Threadbase threadbase = threadbase()) {
      List.of("b", "c").forEach(id -> threadbase.threads().createThread(named(id)));
    }
    assertThat(run("lease", "--list", "--json").ok().out()).isEmpty();
    assertThat(run("lease", "--list"))
        .isEqualTo(new Run(0, "", "no leases are held" + System.lineSeparator()));
    begin("c", true);
    begin("b", false);
    Run run = run("lease", "--list", "--json").ok();
    assertThat(run.texts("thread_id")).containsExactly("b", "c");
    assertThat(run.texts("state")).containsExactly("expired", "held");
    assertThat(run.objects()).allSatisfy(lease -> assertThat(names(lease)).isEqualTo(NAMES));
    assertThat(run("lease", "--list").ok().lines()).hasSize(4);
    assertThat(run("lease", "--list").lines().get(2)).contains("b", "expired", "t1", "desk", "yes");
  }

  private static ThreadMeta named(String id) {
    return ThreadMeta.builder(id).build();
  }

  @Test
  void listHoldsEveryPage() {
    try (Threadbase threadbase = threadbase()) {
      for (int i = 0; i < 401; i++) {
        threadbase.threads().createThread(named("t" + i));
        threadbase.leases().tryAcquire("t" + i, "turn");
      }
    }
    assertThat(run("lease", "--list", "--json").ok().texts("thread_id"))
        .doesNotHaveDuplicates()
        .hasSize(401);
  }

  @Test
  void breakTakesTheLeaseAwayAndRecordsIt() {
    TurnLease held = begin("a", true);
    JsonNode broken =
        object("lease", "a", "--break", "--reason", "host\nis gone", "--by", "ana", "--json");
    assertThat(names(broken))
        .startsWith(NAMES.toArray(new String[0]))
        .endsWith("broken_at", "broken_by", "reason");
    assertThat(broken.get("state").asString()).isEqualTo("held");
    assertThat(broken.get("token").asLong()).isEqualTo(1);
    assertThat(broken.get("unfinished").asBoolean()).isTrue();
    assertThat(broken.get("broken_by").asString()).isEqualTo("ana");
    assertThat(broken.get("reason").asString()).isEqualTo("host\nis gone");
    JsonNode lease = object("lease", "a", "--json");
    assertThat(lease.get("state").asString()).isEqualTo("free");
    JsonNode past = lease.get("breaks").get(0);
    assertThat(past.get("broken_at")).isEqualTo(broken.get("broken_at"));
    assertThat(past.get("token").asLong()).isEqualTo(1);
    assertThat(run("lease", "a").ok().lines()).last().asString().contains("ana", "host is gone");
    try (Threadbase threadbase = threadbase()) {
      assertThat(threadbase.leases().renew(held)).isEmpty();
    }
  }

  @Test
  void breakSaysWhatWasBrokenAndByWhomUnlessTold() {
    begin("a", false);
    List<String> lines = run("lease", "--break", "--reason", "switched off", "a").ok().lines();
    assertThat(lines)
        .startsWith("thread      a", "state       expired", "turn        t1")
        .contains("token       1", "reason      switched off")
        .anyMatch(line -> line.startsWith("broken      20"))
        .anyMatch(line -> line.startsWith("by          " + System.getProperty("user.name") + "@"));
  }

  @Test
  void breakOfAFreeLeaseSaysSo() {
    for (String json : List.of("--json", "--verbose")) {
      assertThat(run("lease", "a", "--break", "--reason", "just in case", json))
          .isEqualTo(
              new Run(
                  0,
                  "",
                  "nobody holds the lease of thread a; nothing was broken"
                      + System.lineSeparator()));
    }
    assertThat(object("lease", "a", "--json").get("breaks").size()).isZero();
    run("lease", "nobody", "--break", "--reason", "r").failed(1, "thread not found: nobody");
    begin("a", true);
    assertThat(run("lease", "a", "--break", "--reason", "r", "--token", "7").lines()).isEmpty();
    assertThat(object("lease", "a", "--json").get("state").stringValue()).isEqualTo("held");
    run("lease", "a", "--break", "--reason", "r", "--token", "1").ok();
  }

  @Test
  void aThreadThatSomebodyHoldsIsDeletedByForceAlone() {
    begin("a", true);
    run("delete", "a").failed(3, "thread a has an active turn: t1, owner desk");
    assertThat(run("threads", "--json").texts("thread_id")).containsExactly("a");
    assertThat(run("delete", "a", "--force"))
        .isEqualTo(new Run(0, "", "deleted thread a" + System.lineSeparator()));
    assertThat(run("lease", "--list", "--json").ok().out()).isEmpty();
  }

  @Test
  void aThreadThatRequiresALeaseIsNotWrittenWithoutOne() {
    assertThat(object("threads", "--json").get("lease_required").asBoolean()).isFalse();
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().updateThread("a", ThreadUpdate.NOTHING.leaseRequired(true));
    }
    assertThat(object("threads", "--json").get("lease_required").asBoolean()).isTrue();
    run("archive", "a").failed(3, "thread a requires a turn lease for every write");
    run("delete", "a").failed(3, "thread a requires a turn lease for every write");
    run("fork", "a", "--id", "f").ok();
    assertThat(run("delete", "a", "--force").code()).isZero();
  }

  @Test
  void anImportAddsNothingToAThreadThatRequiresALease(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("session.jsonl");
    Files.writeString(file, HEADER + message("m1", "null"));
    run("import", file.toString());
    TurnLease lease = begin("s", true);
    Files.writeString(file, HEADER + message("m1", "null") + message("m2", "\"m1\""));
    assertThat(run("import", file.toString()).code()).isZero();
    try (Threadbase threadbase = threadbase()) {
      ThreadUpdate required = ThreadUpdate.NOTHING.leaseRequired(true).under(lease);
      threadbase.threads().updateThread("s", required);
    }
    String third = message("m3", "\"m2\"");
    Files.writeString(file, HEADER + message("m1", "null") + message("m2", "\"m1\"") + third);
    assertThat(run("import", file.toString()).code()).isEqualTo(ExitCode.FAILED);
    assertThat(run("show", "s", "--all", "--json").ok().texts("entry_id"))
        .contains("m2")
        .doesNotContain("m3");
  }

  private static String message(String id, String parent) {
    return """
    {"type":"message","id":"%s","parentId":%s,"timestamp":"2026-03-01T09:00:01Z","message":{"role":"user","content":"one"}}
    """
        .formatted(id, parent);
  }
}

class SqliteLeaseCommandsTest extends LeaseCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLeaseCommandsTest extends LeaseCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
