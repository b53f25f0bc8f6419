package dev.threadbase.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a fuzzer that watches the code comes in: it is given the bytes, and finds those that lead
 * somewhere new. An input is the number of a sample file, whether its format is forced, and the
 * bytes to stand in its place.
 */
public final class ImportFuzzer {

  private static final int ABOUT_THE_FILE = 2;
  private static final List<Target> TARGETS = targets();
  private static final ImportProbe PROBE = probe();

  private ImportFuzzer() {}

  /**
   * A sample file to be replaced.
   *
   * @param folder the file, and what its format reads beside it
   * @param name its path
   */
  private record Target(ForeignFolder folder, String name) {}

  private static List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (ForeignFolder sample : ForeignFolder.samples()) {
      for (String name : sample.files().keySet()) {
        Map<String, byte[]> files =
            sample.files().entrySet().stream()
                .filter(file -> file.getKey().equals(name) || isBeside(file.getKey(), name))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        targets.add(new Target(new ForeignFolder(sample.format(), files), name));
      }
    }
    return targets;
  }

  private static boolean isBeside(String file, String name) {
    Path folder = Path.of(name).getParent();
    return file.endsWith(".json") && folder != null && folder.equals(Path.of(file).getParent());
  }

  private static ImportProbe probe() {
    try {
      return new ImportProbe(Files.createTempDirectory("threadbase-fuzz"));
    } catch (Exception failure) {
      throw new ExceptionInInitializerError(failure);
    }
  }

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length < ABOUT_THE_FILE) {
      return;
    }
    Target target = TARGETS.get((input[0] & 0xff) % TARGETS.size());
    byte[] file = Arrays.copyOfRange(input, ABOUT_THE_FILE, input.length);
    String format = input[1] % 2 == 0 ? null : target.folder().format();
    PROBE.importAll(target.folder().with(target.name(), file), format);
  }

  /** Writes the samples as inputs to begin with; takes the folder. */
  public static void main(String[] arguments) throws Exception {
    Path seeds = Files.createDirectories(Path.of(arguments[0]));
    for (int i = 0; i < TARGETS.size(); i++) {
      for (int forced = 0; forced < 2; forced++) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(i);
        input.write(forced);
        input.writeBytes(TARGETS.get(i).folder().files().get(TARGETS.get(i).name()));
        Files.write(seeds.resolve("sample-" + i + "-" + forced), input.toByteArray());
      }
    }
    PROBE.close();
  }
}
