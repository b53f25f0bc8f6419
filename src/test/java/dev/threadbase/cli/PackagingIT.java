package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as they are built: the runnable one as a process, the library by what is in it. */
class PackagingIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String HEALTHY =
      "{\"entries\":0,\"threads\":0,\"segments\":0,\"problems\":[],\"complete\":true}\n";

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  private record Run(int code, String out, String err) {}

  @Test
  void runsOnSqlite() throws Exception {
    try (TestDatabase database = SqliteTestDatabase.empty()) {
      runsOn(database.config());
    }
  }

  @Test
  void runsOnPostgres() throws Exception {
    try (TestDatabase database = PostgresTestDatabase.empty()) {
      runsOn(database.config());
    }
  }

  private void runsOn(ThreadbaseConfig config) throws Exception {
    String url = config.url();
    assertThat(run("--db", url, "migrate"))
        .isEqualTo(new Run(0, "", "the database is up to date" + System.lineSeparator()));
    assertThat(run("--db", url, "threads", "--json")).isEqualTo(new Run(0, "", ""));
    assertThat(run("--db", url, "verify", "--json")).isEqualTo(new Run(0, HEALTHY, ""));
    assertThat(run("--db", url, "show", "nobody"))
        .isEqualTo(new Run(1, "", "threadbase: thread not found: nobody" + System.lineSeparator()));
    try (Threadbase threadbase = Threadbase.open(config)) {
      threadbase
          .threads()
          .createThread(ThreadMeta.builder("t").title(Title.of("日本", "host")).build());
    }
    Run threads = run("--db", url, "threads", "--json");
    assertThat(threads.out()).startsWith("{\"thread_id\":\"t\"").contains("\"title\":\"日本\"");
    assertThat(threads.err()).isEmpty();
    breaksALease(config);
  }

  private void breaksALease(ThreadbaseConfig config) throws Exception {
    String url = config.url();
    assertThat(run("--db", url, "lease", "t", "--json").out()).contains("\"state\":\"free\"");
    try (Threadbase threadbase = Threadbase.open(config)) {
      threadbase.leases().tryAcquire("t", "turn-1", "desk", Duration.ofHours(1));
    }
    assertThat(run("--db", url, "lease", "--list", "--json").out())
        .startsWith("{\"thread_id\":\"t\"")
        .contains("\"state\":\"held\"");
    String busy = "threadbase: thread t has an active turn: turn-1, owner desk";
    assertThat(run("--db", url, "delete", "t"))
        .isEqualTo(new Run(3, "", busy + System.lineSeparator()));
    Run broken = run("--db", url, "lease", "t", "--break", "--reason", "gone", "--json");
    assertThat(broken.out()).contains("\"token\":1", "\"reason\":\"gone\"");
    assertThat(broken.code()).isZero();
    assertThat(run("--db", url, "delete", "t").code()).isZero();
  }

  @Test
  void saysItsVersionAndHowToUseIt() throws Exception {
    String version = libraryJar().getFileName().toString().replaceAll("threadbase-|\\.jar", "");
    assertThat(run("--version"))
        .isEqualTo(new Run(0, "threadbase " + version + System.lineSeparator(), ""));
    Run help = run("--help");
    assertThat(help.out()).contains("threads", "migrate");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void wrongUsageIsExitCodeTwo() throws Exception {
    assertThat(run("nonsense").code()).isEqualTo(2);
  }

  @Test
  void libraryJarHoldsTheLibraryAlone() throws Exception {
    assertThat(names(libraryJar()))
        .contains("META-INF/LICENSE", "dev/threadbase/Threadbase.class")
        .contains("db/migrations/sqlite/V001__journal.sql")
        .filteredOn(name -> !name.endsWith("/"))
        .allMatch(
            name ->
                name.startsWith("dev/threadbase/")
                    || name.startsWith("db/migrations/")
                    || name.startsWith("META-INF/maven/dev.threadbase/")
                    || name.equals("META-INF/LICENSE")
                    || name.equals("META-INF/MANIFEST.MF"));
  }

  @Test
  void runnableJarMergesServicesAndHoldsNoSignatures() throws Exception {
    Path jar = TARGET.resolve("threadbase.jar");
    assertThat(services(jar, "java.sql.Driver")).contains("org.sqlite", "org.postgresql");
    assertThat(services(jar, "org.flywaydb.core.extensibility.Plugin"))
        .contains("PostgreSQL", "SQLite");
    assertThat(names(jar))
        .contains("logback.xml", "META-INF/LICENSE")
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
        .noneMatch(name -> name.endsWith("module-info.class"));
  }

  @Test
  void runnableJarSaysWhatIsInItAndUnderWhichLicence() throws Exception {
    assertThat(text(TARGET.resolve("threadbase.jar"), "META-INF/THIRD-PARTY.txt"))
        .containsPattern("Apache.*org\\.xerial:sqlite-jdbc:")
        .containsPattern("BSD.*org\\.postgresql:postgresql:")
        .containsPattern("Apache.*info\\.picocli:picocli:")
        .doesNotContain("junit", "Unknown license");
  }

  /** In the C locale, where text is not UTF-8 unless the program sees to it. */
  private Run run(String... args) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.SHORT_LIVED);
    command.addAll(List.of("-jar", TARGET.resolve("threadbase.jar").toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("THREADBASE") || name.startsWith("J"));
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Path libraryJar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.getFileName().toString().matches("threadbase-[0-9.]+\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String services(Path jar, String service) throws IOException {
    return text(jar, "META-INF/services/" + service);
  }

  private static String text(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(name);
      return new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
