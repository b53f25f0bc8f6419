package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.TestClasses;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/conformance.md names tests that exist. */
class ConformancePageTest {

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

  private static List<String> methods(String simpleName) {
    return TestClasses.named(simpleName).stream()
        .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
        .map(Method::getName)
        .toList();
  }
}
