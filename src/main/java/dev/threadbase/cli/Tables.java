package dev.threadbase.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables for people. */
final class Tables {

  private Tables() {}

  static <T> String of(List<T> rows, List<ColumnData<T>> columns) {
    String padded =
        AsciiTable.getTable(
            AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER, rows, columns);
    return padded.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  /** A column of ids and other words that must be whole. */
  static <T> ColumnData<T> whole(String header, Function<T, @Nullable String> value) {
    return left(header).with(row -> cell(value.apply(row)));
  }

  /** A column of text that may be cut. */
  static <T> ColumnData<T> text(String header, int width, Function<T, @Nullable String> value) {
    return left(header)
        .maxWidth(width, OverflowBehaviour.ELLIPSIS_RIGHT)
        .with(row -> Printable.cut(cell(value.apply(row)), width));
  }

  static <T> ColumnData<T> number(String header, Function<T, @Nullable Long> value) {
    return right(
        header,
        row -> {
          Long number = value.apply(row);
          return number == null ? null : number.toString();
        });
  }

  /** A column of what reads like a number. */
  static <T> ColumnData<T> right(String header, Function<T, @Nullable String> value) {
    return new Column()
        .header(Printable.line(header))
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT)
        .with(row -> cell(value.apply(row)));
  }

  static <T> ColumnData<T> time(String header, Function<T, @Nullable Instant> value) {
    return whole(
        header,
        row -> {
          Instant time = value.apply(row);
          return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
        });
  }

  private static Column left(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .maxWidth(Integer.MAX_VALUE / 2);
  }

  private static String cell(@Nullable String text) {
    return text == null ? "" : Printable.line(text);
  }
}
