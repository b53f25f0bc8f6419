package dev.threadbase.transfer.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of folders and forms of times in a session tree. */
class SessionTreeFolderTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a/b,id_YS9i",
        "a_b,id_YV9i",
        "demo/1,id_ZGVtby8x",
        " a ,id_YQ",
        "\u00a0a,id_YQ",
        "\u0085\u3000a\t,id_YQ",
        "\u200ba,id_4oCLYQ",
        "\u4f1a\u8a71,id_5Lya6Kmx",
        "' ',_"
      })
  void aFolderIsNamedAfterItsThread(String threadId, String name) {
    assertThat(SessionTreeFolder.name(threadId)).isEqualTo(name);
  }

  @Test
  void aFolderOfAnotherNameStandsForItself() {
    assertThat(SessionTreeFolder.threadId(Path.of("x", "id_ZGVtby8x"))).isEqualTo("demo/1");
    assertThat(SessionTreeFolder.threadId(Path.of("x", "id_!"))).isEqualTo("id_!");
    assertThat(SessionTreeFolder.threadId(Path.of("x", "chat"))).isEqualTo("chat");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-14T09:00:00Z,2026-06-14T09:00:00Z",
    "2026-06-14T09:00:00.120Z,2026-06-14T09:00:00.12Z",
    "2026-06-14T09:00:00.000000001Z,2026-06-14T09:00:00.000000001Z"
  })
  void aTimeHasAsManyDigitsAsItNeeds(String time, String text) {
    assertThat(SessionTreeTimes.text(Instant.parse(time))).isEqualTo(text);
    assertThat(SessionTreeTimes.text(null)).isEqualTo("0001-01-01T00:00:00Z");
  }
}
