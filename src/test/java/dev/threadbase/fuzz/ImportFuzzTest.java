package dev.threadbase.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.transfer.Importer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every format, found out by their content or forced. {@code -Dfuzz.seed=SEED}
 * tries one again.
 */
class ImportFuzzTest {

  private static final int ROUNDS = 100;
  private static final int CAMPAIGN_ROUNDS = 30_000;

  private final List<ForeignFolder> samples = ForeignFolder.samples();

  @TempDir Path folder;

  @Test
  void everyFormatHasASample() {
    assertThat(samples.stream().map(ForeignFolder::format).distinct())
        .containsExactlyInAnyOrderElementsOf(Importer.formats());
  }

  @Test
  void damagedFilesKeepThePromisesOfAnImport() throws Exception {
    damage(ROUNDS);
  }

  @Tag("campaign")
  @Test
  void manyDamagedFilesKeepThePromisesOfAnImport() throws Exception {
    damage(CAMPAIGN_ROUNDS);
  }

  private void damage(int rounds) throws Exception {
    Long asked = Long.getLong("fuzz.seed");
    long first = asked == null ? System.nanoTime() : asked;
    int left = asked == null ? rounds : 1;
    try (ImportProbe probe = new ImportProbe(folder)) {
      for (long seed = first; seed < first + left; seed++) {
        try {
          damage(probe, new Random(seed));
        } catch (Throwable broken) {
          throw new AssertionError("-Dfuzz.seed=" + seed, broken);
        }
      }
      System.out.println("seeds from " + first + ": " + probe);
    }
  }

  private void damage(ImportProbe probe, Random random) throws Exception {
    ForeignFolder sample = one(random, samples);
    String name = one(random, List.copyOf(sample.files().keySet()));
    byte[] other = one(random, List.copyOf(one(random, samples).files().values()));
    byte[] file = sample.files().get(name);
    byte[] damaged = new DamagedBytes(random).of(file, other);
    boolean forced = random.nextInt(4) == 0;
    if (forced && random.nextBoolean()) {
      // One file on its own, as whatever format.
      Map<String, byte[]> alone = Map.of("a.jsonl", damaged);
      probe.importAll(new ForeignFolder("", alone), one(random, Importer.formats()));
    } else {
      @Nullable String format = forced ? sample.format() : null;
      probe.importAll(sample.with(name, damaged), format);
    }
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
