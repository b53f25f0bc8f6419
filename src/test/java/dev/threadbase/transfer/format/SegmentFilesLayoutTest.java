package dev.threadbase.transfer.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentFilesLayoutTest {

  private static final String ID = "01900000-0000-7000-8000-000000000001";

  @ParameterizedTest
  @ValueSource(strings = {"worker-a", "Worker_1", "a b", "v1.2", "日本", "a@b+c"})
  void ordinaryNamesOfPodsAreTheirFolders(String pod) {
    assertThat(SegmentFilesLayout.podFolder(pod)).isEqualTo(pod);
  }

  @ParameterizedTest
  @CsvSource({
    "a\\b, a%5Cb",
    "a:b*?<>|, a%3Ab%2A%3F%3C%3E%7C",
    "50%, 50%25",
    "a., a%2E",
    "...x, ...x",
    "CON, %43ON",
    "nul.txt, %6Eul.txt",
    "com1, %63om1",
    "console, console"
  })
  void otherNamesAreSpelledOut(String pod, String folder) {
    assertThat(SegmentFilesLayout.podFolder(pod)).isEqualTo(folder);
    assertThat(SegmentFilesLayout.isFolderOf(pod, folder)).isTrue();
  }

  @Test
  void lineEndsAndFinalBlanksAreSpelledOut() {
    assertThat(SegmentFilesLayout.podFolder("a\nb ")).isEqualTo("a%0Ab%20");
    assertThat(SegmentFilesLayout.podFolder("..")).isEqualTo(".%2E");
    assertThat(SegmentFilesLayout.podFolder("../x")).isEqualTo("..%2Fx");
  }

  @Test
  void aFolderIsThatOfItsPodAlone() {
    assertThat(SegmentFilesLayout.isFolderOf("w", "w")).isTrue();
    assertThat(SegmentFilesLayout.isFolderOf("w", "%77")).isTrue();
    assertThat(SegmentFilesLayout.isFolderOf("w", "W")).isFalse();
    assertThat(SegmentFilesLayout.isFolderOf("日本", "%E6%97%A5本")).isTrue();
  }

  @Test
  void namesThatAreTooLongAreToldFromOthers() {
    assertThat(SegmentFilesLayout.isShort("x".repeat(255))).isTrue();
    assertThat(SegmentFilesLayout.isShort("日".repeat(86))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({ID + ".jsonl, true", ID + ".trace.jsonl, true", ID + ".jsonl.jsonl, false"})
  void namesOfFilesNameSegments(String name, boolean named) {
    assertThat(SegmentFilesLayout.segment(Path.of(ID, name)).isPresent()).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pods", "01900000000070008000000000000001", "{" + ID + "}"})
  void onlyIdsAsTheyAreWrittenAreIds(String text) {
    assertThat(SegmentFilesLayout.id(text)).isEmpty();
    assertThat(SegmentFilesLayout.id(ID)).isPresent();
  }
}
