package dev.threadbase.contract;

import dev.threadbase.context.ReferenceMessage;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.Importer;
import dev.threadbase.transfer.Loss;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What contracts of folders of a session tree have in common. */
abstract class SessionTreeContract extends TransferContract {

  static final String FORMAT = "sessiontree-files";

  Path out() {
    return folder.resolve("out");
  }

  ExportReport exportAll(String id) {
    return threadbase.exporter().exportFolder(id, FORMAT, out());
  }

  /** The threads whose leaf the format cannot keep. */
  static List<String> leavesLost(ExportReport report) {
    return report.losses().stream()
        .filter(loss -> loss.kind() == Loss.Kind.THREAD && loss.name().equals("leaf"))
        .map(Loss::firstId)
        .toList();
  }

  void loadTree(Path root) {
    Importer.files(root).forEach(this::load);
  }

  SecondReader second(String threadId) {
    return SecondReader.of(out(), threadId);
  }

  /** What is said on a thread's path, as the second reader says it. */
  List<String> said(String threadId) {
    return threads.path(threadId).stream()
        .map(entry -> entry.content().message())
        .flatMap(message -> message == null ? Stream.of() : ReferenceMessage.of(message).stream())
        .map(
            unit ->
                String.join(
                    "|",
                    unit.role(),
                    unit.content(),
                    unit.toolCallId(),
                    unit.toolName(),
                    unit.toolArgs()))
        .toList();
  }
}
