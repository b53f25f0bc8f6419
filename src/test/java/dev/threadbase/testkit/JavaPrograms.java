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

/** The Java of a page, each piece imports and then statements; compiled and run as it stands. */
public final class JavaPrograms {

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String END = "\u001E";

  private final Path folder;

  private JavaPrograms(Path folder) {
    this.folder = folder;
  }

  /**
   * What each prints, one after the other in one process, whose files are made in a folder. One
   * that fails is the last.
   */
  public static List<String> outputs(List<String> snippets, Path folder) throws Exception {
    JavaPrograms programs = new JavaPrograms(folder);
    List<Path> sources = new ArrayList<>();
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < snippets.size(); i++) {
      sources.add(programs.source("Snippet" + i, imports(snippets.get(i)), body(snippets.get(i))));
      calls.append("    Snippet%d.main(args);\n    System.out.print(\"\\u001E\");\n".formatted(i));
    }
    sources.add(programs.source("Snippets", "", calls.toString()));
    programs.compile(sources);
    return List.of(programs.run().split(END));
  }

  private Path source(String name, String imports, String body) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".java"),
        """
        %s
        class %s {
          public static void main(String[] args) throws Exception {
        %s
          }
        }
        """
            .formatted(imports, name, body));
  }

  private static String imports(String snippet) {
    return lines(snippet, true);
  }

  private static String body(String snippet) {
    return lines(snippet, false);
  }

  private static String lines(String snippet, boolean imports) {
    return snippet
        .lines()
        .filter(line -> line.startsWith("import ") == imports)
        .collect(Collectors.joining("\n"));
  }

  private void compile(List<Path> sources) throws IOException {
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
                  files.getJavaFileObjectsFromPaths(sources))
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
    command.addAll(List.of(folder + System.getProperty("path.separator") + CLASS_PATH, "Snippets"));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(
            "a program failed or did not end; printed: " + Files.readString(out));
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out);
  }
}
