package dev.threadbase.transfer.format;

import org.jspecify.annotations.Nullable;

/**
 * What a line of a transcript is to the tree, before its content is looked at.
 *
 * @param kind its kind
 * @param id the id it has in the file; null when it has none
 * @param parentId the line it follows, by id; null for a root
 * @param aside whether it stands beside the conversation, so that it is never the leaf
 */
public record LineShape(Kind kind, @Nullable String id, @Nullable String parentId, boolean aside) {

  /** The kinds of lines. */
  public enum Kind {
    /** About the file as a whole; kept with the thread, not an entry. */
    HEADER,
    /** A node of the tree. */
    NODE,
    /** An entry that belongs to the file, not to the tree. */
    LOOSE
  }

  /** A header. */
  public static LineShape header() {
    return new LineShape(Kind.HEADER, null, null, true);
  }

  /** A line outside the tree. */
  public static LineShape loose() {
    return new LineShape(Kind.LOOSE, null, null, true);
  }

  /** A node of the tree. */
  public static LineShape node(String id, @Nullable String parentId, boolean aside) {
    return new LineShape(Kind.NODE, id, parentId, aside);
  }
}
