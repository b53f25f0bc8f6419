package dev.threadbase.transfer.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A table of ids beside a map, small and larger than what is kept on the heap. */
class IdTableTest {

  private static final int MANY = 60_000;

  private final Scratch scratch = new Scratch();
  private final IdTable table = new IdTable(scratch);

  @AfterEach
  void close() {
    scratch.close();
  }

  @Test
  void numbersAreGivenInTheOrderOfTheFirstSight() {
    assertThat(table.add("a")).isZero();
    assertThat(table.add("")).isEqualTo(1);
    assertThat(table.add("a")).isZero();
    assertThat(table.find("b")).isEqualTo(IdTable.NONE);
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.text(1)).isEmpty();
  }

  @Test
  void textsThatUtf8WouldMergeStayApart() {
    List<String> alike =
        List.of("?", "\ud800", "\udc00", "\ufffd", "\u0000", "\ud83d\ude00", "\u00ff");
    alike.forEach(table::add);
    for (int i = 0; i < alike.size(); i++) {
      assertThat(table.find(alike.get(i))).isEqualTo(i);
      assertThat(table.text(i)).isEqualTo(alike.get(i));
    }
  }

  @Test
  void manyIdsAreWhatAMapSaysTheyAre() {
    Random random = new Random(7);
    Map<String, Integer> map = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String id = random.nextInt(MANY) + "-" + "x".repeat(random.nextInt(200));
      Integer known = map.putIfAbsent(id, order.size());
      if (known == null) {
        order.add(id);
      }
      assertThat(table.add(id)).isEqualTo(map.get(id));
    }
    for (int i = 0; i < order.size(); i++) {
      assertThat(table.text(i)).isEqualTo(order.get(i));
    }
    assertThat(table.find("another")).isEqualTo(IdTable.NONE);
  }

  @Test
  void aTextMayBeLongerThanAPage() {
    String text = "long ".repeat(Scratch.PAGE);
    table.add("before");
    assertThat(table.text(table.add(text))).isEqualTo(text);
  }

  @Test
  void aColumnIsZeroWhereNothingWasSet() {
    IntColumn column = new IntColumn(scratch);
    column.set(MANY, 7);
    assertThat(column.get(MANY)).isEqualTo(7);
    assertThat(column.get(MANY - 1)).isZero();
    assertThat(column.get(Integer.MAX_VALUE)).isZero();
    column.clear();
    assertThat(column.get(MANY)).isZero();
    // The page that is used again.
    column.set(0, 1);
    assertThat(column.get(MANY % (Scratch.PAGE / Integer.BYTES))).isZero();
  }
}
