package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What a pod may touch is the last snapshot of its log that can be read. */
class PodScopeReplayTest {

  private static final PodScopeSnapshot FIRST =
      new PodScopeSnapshot(
          List.of(new ScopeRule("/w", ScopeRule.Permission.WRITE, true)), List.of());
  private static final PodScopeSnapshot SECOND =
      new PodScopeSnapshot(
          List.of(), List.of(new ScopeRule("/x", ScopeRule.Permission.READ, false)));
  private static final LogEntry.Extension WITHOUT_DENY =
      new LogEntry.Extension(3, PodScopeSnapshot.DOMAIN, "{\"allow\":[],\"hush\":1}");

  private final List<String> warnings = new ArrayList<>();

  @Test
  void laterSnapshotReplacesTheEarlierOne() {
    RestoredState state = replay(FIRST.toEntry(1), SECOND.toEntry(2));
    assertThat(state.podScope()).isEqualTo(SECOND);
    assertThat(state.extensions()).containsExactly(FIRST.toEntry(1), SECOND.toEntry(2));
    assertThat(warnings).isEmpty();
  }

  @Test
  void malformedSnapshotIsReportedAndTheOneBeforeStays() {
    RestoredState state = replay(FIRST.toEntry(1), WITHOUT_DENY);
    assertThat(state.podScope()).isEqualTo(FIRST);
    assertThat(state.extensions()).containsExactly(FIRST.toEntry(1), WITHOUT_DENY);
    assertThat(warnings)
        .containsExactly("discarding malformed pod.scope snapshot from segment log");
  }

  @Test
  void malformedSnapshotAloneIsNone() {
    assertThat(replay(WITHOUT_DENY).podScope()).isNull();
  }

  @Test
  void snapshotOfAnotherDomainIsNone() {
    LogEntry other = new LogEntry.Extension(1, "pod.scopes", FIRST.toJson());
    assertThat(replay(other).podScope()).isNull();
    assertThat(warnings).isEmpty();
  }

  @Test
  void snapshotNeedsBothLists() {
    assertThatThrownBy(() -> PodScopeSnapshot.parse(WITHOUT_DENY.payload()))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessage("a pod scope: missing field `deny`");
    assertThatThrownBy(() -> PodScopeSnapshot.parse("{\"deny\":[]}"))
        .hasMessage("a pod scope: missing field `allow`");
  }

  @Test
  void ruleWithoutAWordOnDepthIsRecursive() {
    String json = "{\"allow\":[{\"target\":\"/w\",\"permission\":\"write\"}],\"deny\":[]}";
    assertThat(PodScopeSnapshot.parse(json)).isEqualTo(FIRST);
    assertThat(FIRST.toJson())
        .isEqualTo(
            "{\"allow\":[{\"target\":\"/w\",\"permission\":\"write\",\"recursive\":true}],"
                + "\"deny\":[]}");
  }

  private RestoredState replay(LogEntry... log) {
    ReplayFold fold = new ReplayFold(logger());
    Arrays.asList(log).forEach(fold::add);
    return fold.state(ReplayOptions.DEFAULT);
  }

  /** A logger that keeps its warnings and can do nothing else. */
  private Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("warn");
              assertThat(arguments).hasSize(1);
              warnings.add((String) arguments[0]);
              return null;
            });
  }
}
