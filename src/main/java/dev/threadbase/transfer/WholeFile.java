package dev.threadbase.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.ToLongFunction;

/** A file that is there whole, or as it was before, and the folder that it is in. */
public final class WholeFile {

  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /**
   * Writes a file, for its owner alone, and replaces what was there.
   *
   * @return what the writing returned
   * @throws IOException if it cannot be written; what was there before is there still, as it is
   *     after any exception of the writing itself
   */
  public static long write(Path target, ToLongFunction<OutputStream> content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, ".export", ".part");
    try {
      long result;
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        OutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        result = content.applyAsLong(output);
        output.flush();
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return result;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Makes a folder, for its owner alone, if it is not there. */
  static void makeFolder(Path folder) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
