package dev.threadbase.contract;

import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.ImportWarning;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** What contracts of import and export have in common. */
abstract class TransferContract extends Contract {

  @TempDir Path folder;

  ImportReport load(Path file) {
    return threadbase.importer().importFile(file, ImportOptions.DEFAULT);
  }

  ImportReport load(List<String> lines) {
    return load(Samples.write(folder.resolve("made.jsonl"), lines));
  }

  byte[] export(@Nullable String id, @Nullable String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    threadbase.exporter().export(String.valueOf(id), format, bytes);
    return bytes.toByteArray();
  }

  static List<String> ids(List<Entry> entries) {
    return entries.stream().map(Entry::id).toList();
  }

  static List<String> types(List<Entry> entries) {
    return entries.stream().map(entry -> entry.type().name()).toList();
  }

  static List<String> codes(ImportReport report) {
    return report.warnings().stream().map(ImportWarning::code).toList();
  }
}
