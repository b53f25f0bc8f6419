package dev.threadbase.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Says in one line which file could not be used, and why. */
final class FileFailure {

  private FileFailure() {}

  /** Names the file that the failure names, which may lie deep in the folder that was given. */
  static String unreadable(Path given, UncheckedIOException failure) {
    IOException cause = Objects.requireNonNull(failure.getCause());
    String named = cause instanceof FileSystemException known ? known.getFile() : null;
    return (named == null ? given : named) + " cannot be read: " + reason(cause);
  }

  static String unwritable(Path given, UncheckedIOException failure) {
    return given + " cannot be written: " + reason(Objects.requireNonNull(failure.getCause()));
  }

  /** The exceptions of the file system name the file twice and the reason not at all. */
  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it must be a folder, and is a file";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    if (failure instanceof AccessDeniedException) {
      return "access denied";
    }
    String reason =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }
}
