package dev.threadbase.conversation;

import dev.threadbase.context.WhiteSpace;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Folders as workspaces: one spelling for each, so that what was stored is found again (ggcode
 * session, NormalizeWorkspacePath).
 */
public final class Workspaces {

  private Workspaces() {}

  /** The working directory, spelled so. */
  public static String current() {
    return normalize("");
  }

  /**
   * A folder in one spelling: absolute, without links if it is there, without {@code .} and {@code
   * ..}, without a separator at its end. Case is kept, {@code ~} means nothing. The empty text is
   * the working directory; what cannot be a path stays as it is.
   */
  public static String normalize(String folder) {
    String trimmed = WhiteSpace.trim(folder);
    try {
      Path path = Path.of(trimmed);
      try {
        return path.toRealPath().toString();
      } catch (IOException notThere) {
        return path.toAbsolutePath().normalize().toString();
      }
    } catch (InvalidPathException noPath) {
      return trimmed;
    }
  }
}
