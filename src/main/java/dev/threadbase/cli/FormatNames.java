package dev.threadbase.cli;

import dev.threadbase.transfer.Importer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The names of the formats. */
final class FormatNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Importer.formats().iterator();
  }

  /** Refuses a name that no format has; null stands for none. */
  static void check(@Nullable String name) {
    if (name != null && !Importer.formats().contains(name)) {
      throw CommandFailed.usage(
          "no format is called " + name + "; there are " + String.join(", ", Importer.formats()));
    }
  }
}
