package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pool.Channels;
import dev.threadbase.process.ChannelProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several who ask for the active conversation of one channel at once, or change it. */
abstract class ChannelRaceContract extends Contract {

  private static final int CROWD = 20;
  private static final int PROCESSES = 4;
  private static final int CAMPAIGN_PROCESSES = 20;

  private static ThreadMeta room() {
    return ThreadMeta.builder().channel("room").build();
  }

  @Test
  void twentyWhoResolveOneChannelGetOneConversation() {
    for (int round = 0; round < 10; round++) {
      ThreadMeta ifNone = ThreadMeta.builder().channel("room-" + round).build();
      List<String> ids = Crowd.run(CROWD, number -> threadbase.channels().resolve(ifNone).id());
      assertThat(ids).containsOnly(ids.get(0));
    }
    assertThat(count("threads")).isEqualTo(10);
    assertThat(count("segments")).isEqualTo(10);
    assertThat(count("sessions")).isEqualTo(10);
  }

  @Test
  void whoResolvesUnderOneIdAtOnceGetsIt() {
    for (int round = 0; round < 10; round++) {
      String id = "a-" + round;
      ThreadMeta ifNone = ThreadMeta.builder(id).channel("room-" + round).build();
      assertThat(Crowd.run(CROWD, number -> threadbase.channels().resolve(ifNone).id()))
          .containsOnly(id);
    }
  }

  @Test
  void twentyWhoCreateInOneChannelGetTheirOwnAndOneIsActive() {
    List<String> ids = Crowd.run(CROWD, number -> threadbase.channels().create(room()).id());
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(threadbase.channels().active("room").orElseThrow().id()).isIn(ids);
    assertThat(ids).allMatch(id -> !threads.thread(id).archived());
  }

  @Test
  void twentyWhoRotateGetTheirOwnAndOneIsActive() {
    List<String> ids = Crowd.run(CROWD, number -> threadbase.channels().rotate(room()).id());
    assertThat(ids).doesNotHaveDuplicates();
    String active = threadbase.channels().active("room").orElseThrow().id();
    assertThat(ids.stream().filter(id -> !threads.thread(id).archived())).containsExactly(active);
  }

  @Test
  void whoResolvesWhileOthersRotateGetsOneThatWasActive() {
    threadbase.channels().resolve(room());
    Crowd.run(
        8,
        number -> {
          for (int i = 0; i < 20; i++) {
            ThreadMeta got =
                number < 4
                    ? threadbase.channels().rotate(room())
                    : threadbase.channels().resolve(room());
            assertThat(got.archived()).isFalse();
          }
          return number;
        });
    // Resolving made none: there always was an active one.
    assertThat(count("threads")).isEqualTo(1 + 4 * 20);
    assertOneActiveForEach(Set.of("room"));
  }

  /** Nobody meets the key or the check, whatever others do at the same time. */
  @Test
  void everythingAtOnceLeavesAtMostOneActive() {
    Channels channels = threadbase.channels();
    List<String> ids = IntStream.range(0, 6).mapToObj(i -> channels.create(room()).id()).toList();
    Crowd.run(
        10,
        number -> {
          for (int i = 0; i < 30; i++) {
            change(number, ids.get((number + i) % ids.size()));
          }
          return number;
        });
    assertThat(
            Sql.number(database, "SELECT COUNT(*) FROM threads WHERE active_channel IS NOT NULL"))
        .isLessThanOrEqualTo(1);
    // What a channel is held with is never seen: each thread was made by one of the calls.
    assertThat(count("threads")).isEqualTo(count("segments"));
    assertThat(threadbase.verify().problems()).isEmpty();
    JournalInvariants.hold(database);
    assertThat(channels.activate(ids.get(0)).archived()).isFalse();
    assertThat(activeOf("room")).isEqualTo(ids.get(0));
  }

  private void change(int number, String id) {
    Channels channels = threadbase.channels();
    switch (number) {
      case 0, 1, 2, 3 -> channels.activate(id);
      case 4, 5 -> channels.archive(id);
      case 6 -> channels.resolve(room());
      case 7 -> channels.rotate(room());
      case 8 -> threads.updateThread(id, ThreadUpdate.NOTHING.archived(false));
      default -> channels.active("room").ifPresent(active -> channels.archive(active.id()));
    }
  }

  @Test
  void processesThatResolveAndRotateLeaveOneActiveInEachChannel() {
    race(PROCESSES, 40, 30);
  }

  @Tag("campaign")
  @Test
  void twentyProcessesThatResolveAndRotateLeaveOneActiveInEachChannel() {
    race(CAMPAIGN_PROCESSES, 200, 100);
  }

  private void race(int processes, int rooms, int rounds) {
    List<List<String>> printed = run(processes, rooms, rounds);
    List<String> lines = printed.stream().flatMap(List::stream).toList();
    List<String> resolved = printed.get(0).subList(0, rooms);
    assertThat(resolved).allMatch(line -> line.startsWith("room-")).doesNotHaveDuplicates();
    assertThat(printed)
        .allSatisfy(own -> assertThat(own).startsWith(resolved.toArray(new String[0])));
    List<String> inHall = ids(lines, "hall rotated ");
    assertThat(inHall).hasSize(processes * rounds).doesNotHaveDuplicates();
    assertThat(activeOf("hall")).isIn(inHall);
    List<String> inDen = ids(lines, "den rotated ");
    Set<String> foundInDen = new TreeSet<>(ids(lines, "den resolved "));
    foundInDen.removeAll(inDen);
    // There was an active one from the first call on.
    assertThat(foundInDen).hasSize(1);
    int made = rooms + inHall.size() + inDen.size() + 1;
    assertThat(count("threads")).isEqualTo(made);
    assertThat(count("segments")).isEqualTo(made);
    Set<String> channels =
        IntStream.range(0, rooms).mapToObj(i -> "room-" + i).collect(Collectors.toSet());
    channels.addAll(List.of("hall", "den"));
    assertOneActiveForEach(channels);
  }

  private String activeOf(String channel) {
    return threadbase.channels().active(channel).orElseThrow().id();
  }

  private static List<String> ids(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  /** What each process printed. */
  private List<List<String>> run(int processes, int rooms, int rounds) {
    List<ChildJvm> children =
        IntStream.range(0, processes)
            .mapToObj(number -> ChildJvm.start(ChannelProcess.class, database, rooms, rounds))
            .toList();
    try {
      children.forEach(ChildJvm::awaitReady);
      children.forEach(ChildJvm::go);
      return children.stream().map(ChildJvm::finish).toList();
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  /** One of each of these channels, none of any other, and all else in them is archived. */
  private void assertOneActiveForEach(Set<String> channels) {
    List<List<String>> active =
        Sql.rows(database, "SELECT channel FROM threads WHERE archived = 0");
    assertThat(active.stream().map(row -> row.get(0)))
        .containsExactlyInAnyOrderElementsOf(channels);
    assertThat(channels).allMatch(channel -> threadbase.channels().active(channel).isPresent());
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private long count(String table) {
    return Sql.number(database, "SELECT COUNT(*) FROM " + table);
  }
}

class SqliteChannelRaceTest extends ChannelRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresChannelRaceTest extends ChannelRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
