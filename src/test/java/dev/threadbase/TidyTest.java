package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the sources must look like beyond their format. */
class TidyTest {

  private static final int LONGEST_FILE = 300;
  private static final int LONGEST_METHOD = 40;
  private static final Pattern VAGUE_NAME =
      Pattern.compile("\\b(class|interface|record|enum) \\w*(Util|Utils|Helper|Manager|Impl)\\b");
  // In two pieces, so that this file does not hold them.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  @Test
  void filesAreShort() {
    assertThat(sources(file -> lines(file).size() > LONGEST_FILE)).isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() {
    assertThat(sources(file -> UNFINISHED.matcher(text(file)).find())).isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(sources(file -> VAGUE_NAME.matcher(text(file)).find())).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    List<Path> folders =
        sources(file -> file.startsWith("src/main")).stream()
            .map(Path::getParent)
            .distinct()
            .toList();
    assertThat(folders).isNotEmpty();
    assertThat(folders)
        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists())
        .allSatisfy(
            folder ->
                assertThat(text(folder.resolve("package-info.java"))).contains("\n@NullMarked\n"));
  }

  @Test
  void methodsAreShort() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> tooLong = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(all()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new MethodLengths(unit, positions, tooLong), null);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static final class MethodLengths extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> tooLong;

    MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
      this.unit = unit;
      this.positions = positions;
      this.tooLong = tooLong;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      if (last - first + 1 > LONGEST_METHOD) {
        tooLong.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName());
      }
      return super.visitMethod(method, null);
    }
  }

  private static List<Path> sources(Predicate<Path> wanted) {
    return all().stream().filter(wanted).toList();
  }

  private static List<Path> all() {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(100);
      return sources;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
