package dev.threadbase.cli;

import dev.threadbase.context.ContextPurpose;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The names of what contexts are for. */
final class PurposeNames implements Iterable<String> {

  private static final List<String> NAMES =
      Arrays.stream(ContextPurpose.values()).map(ContextPurpose::label).toList();

  @Override
  public Iterator<String> iterator() {
    return NAMES.iterator();
  }

  /** The purpose of a name; refuses a name that none has. */
  static ContextPurpose purpose(String name) {
    return Arrays.stream(ContextPurpose.values())
        .filter(purpose -> purpose.label().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static CommandFailed unknown(String name) {
    return CommandFailed.usage(
        "no purpose is called " + name + "; there are " + String.join(", ", NAMES));
  }
}
