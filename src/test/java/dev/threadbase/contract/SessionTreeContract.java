package dev.threadbase.contract;

import dev.threadbase.transfer.FolderExport;
import dev.threadbase.transfer.Importer;
import java.nio.file.Path;

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
}
