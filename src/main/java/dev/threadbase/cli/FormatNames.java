package dev.threadbase.cli;

import dev.threadbase.transfer.Importer;
import java.util.Iterator;

/** The names of the formats, for the help. */
final class FormatNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Importer.formats().iterator();
  }
}
