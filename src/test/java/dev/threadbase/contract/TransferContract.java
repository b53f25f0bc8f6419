package dev.threadbase.contract;

import dev.threadbase.context.ContextOptions;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.ImportWarning;
import dev.threadbase.transfer.format.TranscriptFormat;
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

  /** The messages that a model would be sent of a thread. */
  List<Message> context(String threadId) {
    return threadbase.contexts().context(threadId, ContextOptions.DEFAULT).messages();
  }

  /** The path of a thread as a whole new file of a format. */
  Rewritten rewrite(TranscriptFormat format, String threadId) {
    return Rewritten.of(format, threads.thread(threadId), threads.path(threadId));
  }
}
