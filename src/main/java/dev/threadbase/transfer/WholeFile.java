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
import java.util.function.Consumer;

/** A file that is there whole, or as it was before, and the folder that it is in. */
public final class WholeFile {

  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /**
   * Writes a file, for its owner alone, and replaces what was there: behind a symbolic link, what
   * it leads to. What is no file, as a pipe or a device, is written to as it is. Nothing is left
   * beside it, unless the process is killed.
   *
   * @throws IOException if it cannot be written; what was there before is there still, as it is
   *     after any exception of the writing itself
   */
  public static void write(Path target, Consumer<OutputStream> content) throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target;
    if (Files.exists(real) && !Files.isRegularFile(real) && !Files.isDirectory(real)) {
      try (OutputStream output =
          new BufferedOutputStream(Files.newOutputStream(real, StandardOpenOption.WRITE), BUFFER)) {
        content.accept(output);
      }
      return;
    }
    Path folder = real.toAbsolutePath().getParent();
    try (Temporary part = Temporary.of(Files.createTempFile(folder, ".export", ".part"))) {
      try (FileChannel channel = FileChannel.open(part.path(), StandardOpenOption.WRITE)) {
        OutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.accept(output);
        output.flush();
        channel.force(true);
      }
      Files.move(
          part.path(), real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
