package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How failures of the file system read; no test can count on being refused access. */
class FileFailureTest {

  private static String unreadable(IOException failure) {
    return FileFailure.unreadable(Path.of("given"), new UncheckedIOException(failure));
  }

  private static String unwritable(IOException failure) {
    return FileFailure.unwritable(Path.of("given"), new UncheckedIOException(failure));
  }

  @Test
  void namesTheFileInTheFolderThatWasGiven() {
    assertThat(unreadable(new AccessDeniedException("given/closed")))
        .isEqualTo("given/closed cannot be read: access denied");
  }

  @Test
  void namesWhatWasGivenWhenNothingElseIsKnown() {
    assertThat(unreadable(new IOException("line 7 is longer than 256 MiB")))
        .isEqualTo("given cannot be read: line 7 is longer than 256 MiB");
  }

  @Test
  void doesNotNameTheTemporaryFileBehindTheOneThatWasGiven() {
    assertThat(unwritable(new NoSuchFileException("folder/.export1.part")))
        .isEqualTo("given cannot be written: no such file or folder");
    assertThat(unwritable(new FileSystemException(".export1.part", "given", "Is a directory")))
        .isEqualTo("given cannot be written: Is a directory");
  }

  @Test
  void alwaysHasAReason() {
    assertThat(unreadable(new NotDirectoryException("given")))
        .isEqualTo("given cannot be read: NotDirectoryException");
    assertThat(unwritable(new IOException())).isEqualTo("given cannot be written: IOException");
  }
}
