package dev.threadbase.pipeline.stages.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenHashesTest {

  @Test
  void theFirstLineIsRemembered() {
    SeenHashes seen = new SeenHashes(2);
    assertThat(seen.firstSeen("a", 5)).isNull();
    assertThat(seen.firstSeen("a", 9)).isEqualTo(5);
    assertThat(seen.firstSeen("a", 12)).isEqualTo(5);
  }

  @Test
  void theOldestIsForgottenFirst() {
    SeenHashes seen = new SeenHashes(2);
    seen.firstSeen("a", 1);
    seen.firstSeen("b", 2);
    seen.firstSeen("c", 3);
    assertThat(seen.firstSeen("b", 4)).isEqualTo(2);
    assertThat(seen.firstSeen("a", 5)).isNull();
  }

  @Test
  void whatWasSeenAgainIsNotTheOldest() {
    SeenHashes seen = new SeenHashes(2);
    seen.firstSeen("a", 1);
    seen.firstSeen("b", 2);
    seen.firstSeen("a", 3);
    seen.firstSeen("c", 4);
    assertThat(seen.firstSeen("a", 5)).isEqualTo(1);
    assertThat(seen.firstSeen("b", 6)).isNull();
  }

  @Test
  void nothingIsRememberedWithoutRoom() {
    SeenHashes seen = new SeenHashes(0);
    seen.firstSeen("a", 1);
    assertThat(seen.firstSeen("a", 2)).isNull();
  }

  @Test
  void aHashIsTwelveBytesLong() {
    assertThat(SeenHashes.hash(new byte[0])).isEqualTo("e3b0c44298fc1c149afbf4c8");
  }
}
