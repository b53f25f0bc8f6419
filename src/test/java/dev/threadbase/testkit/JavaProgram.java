package dev.threadbase.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A piece of Java on a page: imports, then statements; it is compiled and run as it stands. */
public final class JavaProgram {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Path folder;

  private JavaProgram(Path folder) {
    this.folder = folder;
  }

  /** What it prints, in a process of its own whose files are made in a folder. */
  public static String output(String snippet, Path folder) throws Exception {
    JavaProgram program = new JavaProgram(folder);
    program.compile(asClass(snippet));
    return program.run();
  }

  private static String asClass(String snippet) {
    String imports = lines(snippet, true);
    String body = lines(snippet, false);
    return imports
        + "class Snippet {\n  public static void main(String[] args) throws Exception {\n"
        + body
        + "  }\n}\n";
  }

  private static String lines(String snippet, boolean imports) {
    return snippet
        .lines()
        .filter(line -> line.startsWith("import ") == imports)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void compile(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Snippet.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of("-proc:none", "-cp", CLASS_PATH, "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      if (!compiled) {
        throw new AssertionError(complaints.toString());
      }
    }
  }

  private String run() throws Exception {
    Path out = folder.resolve("out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.SHORT_LIVED);
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-cp"));
    command.addAll(List.of(folder + System.getProperty("path.separator") + CLASS_PATH, "Snippet"));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("the program failed or did not end");
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out);
  }
}
