package dev.threadbase.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of the page about formats that says what becomes of a format in another. */
final class ConversionTable {

  private static final String TITLE = "## Conversion";
  private static final List<Path> PAGES = List.of(Path.of("docs/formats.md"));

  private ConversionTable() {}

  /** The cells, by the format of the row and that of the column. */
  static Map<String, Map<String, String>> read() {
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("| ") && rows.size() < 100) {
        rows.add(
            List.of(line.split("\\|")).stream()
                .map(cell -> cell.strip().replace("`", ""))
                .skip(1)
                .toList());
      } else if (!rows.isEmpty() && !line.startsWith("|")) {
        break;
      }
    }
    List<String> columns = rows.get(0);
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 1; i < columns.size(); i++) {
        cells.put(columns.get(i), row.get(i));
      }
      table.put(row.get(0), cells);
    }
    return table;
  }

  /** The lines of the section. */
  private static List<String> lines() {
    for (Path page : PAGES) {
      List<String> lines = Files.exists(page) ? Samples.lines(page) : List.of();
      if (lines.contains(TITLE)) {
        return lines.subList(lines.indexOf(TITLE), lines.size());
      }
    }
    throw new IllegalStateException("no page has the section " + TITLE);
  }
}
