package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands on a database as a person would, and keeps what they print. */
abstract class CommandContract {

  private static final JsonMapper JSON = JsonMapper.shared();

  TestDatabase database;

  abstract TestDatabase create();

  @BeforeEach
  void open() {
    database = create();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** What a command printed, and its exit code. */
  record Run(int code, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }

    List<JsonNode> objects() {
      return out.lines().map(JSON::readTree).toList();
    }

    List<String> texts(String name) {
      return objects().stream().map(node -> node.get(name).asString(null)).toList();
    }

    Run ok() {
      assertThat(this).extracting(Run::code, Run::err).containsExactly(0, "");
      return this;
    }

    Run failed(int expectedCode, String message) {
      assertThat(this)
          .isEqualTo(new Run(expectedCode, "", "threadbase: " + message + System.lineSeparator()));
      return this;
    }
  }

  /** Runs a command on this test's database. */
  Run run(String... args) {
    return run(Map.of(), onThisDatabase(args));
  }

  /** What a command that must succeed writes to standard output, to the byte. */
  byte[] bytes(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run(Map.of(), onThisDatabase(args), bytes).ok();
    return bytes.toByteArray();
  }

  private List<String> onThisDatabase(String... args) {
    List<String> all = new ArrayList<>(List.of("--db", database.config().url()));
    all.addAll(List.of(args));
    return all;
  }

  static Run run(Map<String, String> environment, List<String> args) {
    return run(environment, args, new ByteArrayOutputStream());
  }

  /** Runs a command that needs no database, on what is written to its standard input. */
  static Run piped(String input, String... args) {
    return run(
        Map.of(),
        List.of(args),
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new ByteArrayOutputStream());
  }

  private static Run run(
      Map<String, String> environment, List<String> args, ByteArrayOutputStream bytes) {
    return run(environment, args, InputStream.nullInputStream(), bytes);
  }

  private static Run run(
      Map<String, String> environment,
      List<String> args,
      InputStream input,
      ByteArrayOutputStream bytes) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Main.commandLine(environment, input, bytes)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true));
    int code = commandLine.execute(args.toArray(new String[0]));
    return new Run(code, out + bytes.toString(StandardCharsets.UTF_8), err.toString());
  }

  Threadbase threadbase() {
    return Threadbase.open(database.config());
  }

  static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }
}
