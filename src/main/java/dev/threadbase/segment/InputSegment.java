package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;

/** One typed piece of what a user submits. Has nothing to do with the segments that logs are. */
public sealed interface InputSegment {

  /** What a piece is. */
  enum Kind implements WireName {
    /** Typed text. */
    TEXT,
    /** Pasted text. */
    PASTE,
    /** A file that is referred to. */
    FILE_REF,
    /** A piece of knowledge that is referred to. */
    KNOWLEDGE_REF,
    /** A workflow that is asked for. */
    WORKFLOW_INVOKE,
    /** A piece of a kind that this version does not know. */
    UNKNOWN
  }

  /** What this piece is. */
  Kind kind();

  /** What the model sees of this piece. */
  String flattened();

  /** What the model sees of a submission: its pieces in order, with nothing in between. */
  static String flatten(List<InputSegment> segments) {
    StringBuilder text = new StringBuilder();
    segments.forEach(segment -> text.append(segment.flattened()));
    return text.toString();
  }

  /** Typed text. */
  static Text text(String content) {
    return new Text(content);
  }

  /**
   * Typed text.
   *
   * @param content the text
   */
  record Text(String content) implements InputSegment {
    /** Checks that the text is there. */
    public Text {
      Objects.requireNonNull(content, "content");
    }

    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public String flattened() {
      return content;
    }

    @Override
    public String toString() {
      return "Text[" + content.length() + " chars]";
    }
  }

  /**
   * Pasted text.
   *
   * @param id its number in the editor, unsigned 32-bit
   * @param chars how many characters the editor counted, unsigned 32-bit
   * @param lines how many lines the editor counted, unsigned 32-bit
   * @param content the text
   */
  record Paste(long id, long chars, long lines, String content) implements InputSegment {
    /**
     * Checks the numbers, and that the text is there.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Paste {
      Ranges.checkU32(id, "id");
      Ranges.checkU32(chars, "chars");
      Ranges.checkU32(lines, "lines");
      Objects.requireNonNull(content, "content");
    }

    @Override
    public Kind kind() {
      return Kind.PASTE;
    }

    @Override
    public String flattened() {
      return content;
    }

    @Override
    public String toString() {
      return "Paste[" + content.length() + " chars]";
    }
  }

  /**
   * A file that is referred to.
   *
   * @param path its path
   */
  record FileRef(String path) implements InputSegment {
    /** Checks that the path is there. */
    public FileRef {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public Kind kind() {
      return Kind.FILE_REF;
    }

    @Override
    public String flattened() {
      return "@" + path;
    }

    @Override
    public String toString() {
      return "FileRef[" + path.length() + " chars]";
    }
  }

  /**
   * A piece of knowledge that is referred to.
   *
   * @param slug its name
   */
  record KnowledgeRef(String slug) implements InputSegment {
    /** Checks that the name is there. */
    public KnowledgeRef {
      Objects.requireNonNull(slug, "slug");
    }

    @Override
    public Kind kind() {
      return Kind.KNOWLEDGE_REF;
    }

    @Override
    public String flattened() {
      return "#" + slug;
    }

    @Override
    public String toString() {
      return "KnowledgeRef[" + slug.length() + " chars]";
    }
  }

  /**
   * A workflow that is asked for.
   *
   * @param slug its name
   */
  record WorkflowInvoke(String slug) implements InputSegment {
    /** Checks that the name is there. */
    public WorkflowInvoke {
      Objects.requireNonNull(slug, "slug");
    }

    @Override
    public Kind kind() {
      return Kind.WORKFLOW_INVOKE;
    }

    @Override
    public String flattened() {
      return "/" + slug;
    }

    @Override
    public String toString() {
      return "WorkflowInvoke[" + slug.length() + " chars]";
    }
  }

  /** A piece of a kind that this version does not know; what it held is not kept. */
  record Unknown() implements InputSegment {
    @Override
    public Kind kind() {
      return Kind.UNKNOWN;
    }

    @Override
    public String flattened() {
      return "[unknown input segment]";
    }
  }
}
