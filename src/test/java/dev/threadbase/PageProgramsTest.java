package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.JavaPrograms;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page is taken at its word: its Java runs and prints what the page says. */
class PageProgramsTest {

  /** What pages hold beside Java, which tests of their own run. */
  private static final Map<String, Set<String>> RUN_ELSEWHERE =
      Map.of(
          "README.md", Set.of("console", "sh", "sql"),
          "docs/context.md", Set.of("console"),
          "docs/leases.md", Set.of("console"),
          "docs/markdown-and-html.md", Set.of("console"),
          "docs/pipeline.md", Set.of("console", "redact"),
          "docs/search.md", Set.of("console"),
          "docs/segments.md", Set.of("console"),
          "docs/sql.md", Set.of("sql"),
          "docs/usage.md", Set.of("console", "json"));

  static List<String> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), docs)
          .map(page -> page.toString().replace('\\', '/'))
          .filter(page -> page.endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  static List<String> pagesWithPrograms() throws IOException {
    return pages().stream()
        .filter(page -> MarkdownPage.of(page).languages().contains("java"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pagesWithPrograms")
  void javaPrintsWhatThePageSays(String page, @TempDir Path folder) throws Exception {
    List<Block> programs = MarkdownPage.of(page).blocks("java");
    List<String> outputs =
        JavaPrograms.outputs(programs.stream().map(Block::code).toList(), folder);
    for (int i = 0; i < programs.size(); i++) {
      assertThat(programs.get(i).answer()).as(programs.get(i).code()).isNotNull();
      assertThat(outputs.get(i)).is(MarkdownPage.shownAs(programs.get(i).answer()));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pageHoldsNoCodeThatNoTestRuns(String page) {
    Set<String> others = new TreeSet<>(MarkdownPage.of(page).languages());
    others.removeAll(Set.of("java", "text"));
    assertThat(others).isEqualTo(RUN_ELSEWHERE.getOrDefault(page, Set.of()));
  }
}
