package dev.threadbase.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.transfer.SourceLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records up to the length that one may have, and beyond. */
class SourceLinesTest {

  private static final int LONGEST = 100_000;

  private static SourceLines lines(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new SourceLines(new ByteArrayInputStream(bytes), Long.MAX_VALUE, LONGEST);
  }

  private static List<Integer> lengths(SourceRecords records) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    for (Line line = records.next(); line != null; line = records.next()) {
      lengths.add(line.bytes().length);
    }
    return lengths;
  }

  @Test
  void aLineIsAsLongAsItMayBe() throws Exception {
    String longest = "x".repeat(LONGEST - 1) + "\n";
    assertThat(lengths(lines("a\n" + longest + "b"))).containsExactly(2, LONGEST, 1);
    assertThat(lengths(lines("x".repeat(LONGEST)))).containsExactly(LONGEST);
  }

  @Test
  void aLongerLineIsRefusedByItsNumber() {
    for (String end : List.of("\n", "", "\nmore\n")) {
      assertThatThrownBy(() -> lengths(lines("a\n" + "x".repeat(LONGEST + 1) + end)))
          .isInstanceOf(InvalidData.class)
          .hasMessageContaining("line 2 is longer than 100000 bytes");
    }
    assertThatThrownBy(() -> lengths(lines("x".repeat(LONGEST) + "\n")))
        .isInstanceOf(InvalidData.class);
  }

  @Test
  void aValueOfSeveralLinesIsAsLongAsItMayBe() throws Exception {
    String longest = "[\n" + " \n".repeat(LONGEST / 2 - 2) + "]\n";
    assertThat(lengths(new SourceValues(lines(longest + "{}\n"), LONGEST)))
        .containsExactly(LONGEST, 3);
    assertThatThrownBy(() -> lengths(new SourceValues(lines("[\n" + longest), LONGEST)))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("value 1 is longer");
  }
}
