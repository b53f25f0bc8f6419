package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/conformance.md names tests that exist. */
class ConformancePageTest {

  private static final List<String> PACKAGES =
      List.of(
          "contract",
          "context",
          "conversation",
          "conversation.export",
          "segment",
          "lease",
          "jdbi",
          "transfer.format",
          "cli",
          "fuzz",
          "pipeline",
          "pipeline.stages.compress",
          "pipeline.stages.redact",
          "pool",
          "pool.compaction",
          "example");
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+(?:Contract|Test))\\.(\\w+)`");

  @Test
  void everyTestThatThePageNamesExists() throws Exception {
    Matcher named = NAMED_TEST.matcher(Files.readString(Path.of("docs", "conformance.md")));
    int count = 0;
    while (named.find()) {
      count++;
      assertThat(methods(named.group(1))).as(named.group()).contains(named.group(2));
    }
    assertThat(count).isGreaterThan(180);
  }

  /** The tests of a class, in whichever package it is. */
  private static List<String> methods(String simpleName) {
    for (String name : PACKAGES) {
      try {
        return Arrays.stream(
                Class.forName("dev.threadbase." + name + "." + simpleName).getDeclaredMethods())
            .map(method -> method.getName())
            .toList();
      } catch (ClassNotFoundException elsewhere) {
        // The next package may have it.
      }
    }
    return List.of();
  }
}
