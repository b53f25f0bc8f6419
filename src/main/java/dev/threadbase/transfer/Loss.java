package dev.threadbase.transfer;

import java.util.Objects;

/**
 * Something that has no place in the format of an export.
 *
 * @param kind what was left out
 * @param name of an entry its type, else what it is in the words of the model, for example {@code
 *     usage} or {@code reasoning.signature}; never a value
 * @param count how often
 * @param firstId where it was first: an entry, or for what is known about a thread the thread
 */
public record Loss(Kind kind, String name, long count, String firstId) {

  /** What can be left out, in the order in which losses are listed. */
  public enum Kind {
    /** An entry. */
    ENTRY,
    /** An entry off the path of the leaf, in a format that holds a path only. */
    BRANCH,
    /** Something that an entry says. */
    FIELD,
    /** Something that is known about a thread. */
    THREAD
  }

  /** Checks that everything is there. */
  public Loss {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(firstId, "firstId");
  }
}
