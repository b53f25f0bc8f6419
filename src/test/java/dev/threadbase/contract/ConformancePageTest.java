package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/conformance.md names tests that exist. */
class ConformancePageTest {

  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Contract)\\.(\\w+)`");

  @Test
  void everyTestThatThePageNamesExists() throws Exception {
    Matcher named = NAMED_TEST.matcher(Files.readString(Path.of("docs", "conformance.md")));
    int count = 0;
    while (named.find()) {
      count++;
      Class<?> contract = Class.forName(getClass().getPackageName() + "." + named.group(1));
      assertThat(Arrays.stream(contract.getDeclaredMethods()).map(method -> method.getName()))
          .as(named.group())
          .contains(named.group(2));
    }
    assertThat(count).isGreaterThan(40);
  }
}
