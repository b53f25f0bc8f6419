package dev.threadbase.contract;

import dev.threadbase.context.ReferenceMessage;
import dev.threadbase.transfer.FolderExport;
import dev.threadbase.transfer.Importer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What contracts of folders of a session tree have in common. */
abstract class SessionTreeContract extends TransferContract {

  static final String FORMAT = "sessiontree-files";

  Path out() {
    return folder.resolve("out");
  }

  FolderExport exportAll(String id) {
    return threadbase.exporter().exportFolder(id, FORMAT, out());
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
