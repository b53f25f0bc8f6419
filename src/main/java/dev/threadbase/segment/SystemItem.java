package dev.threadbase.segment;

import java.util.Objects;

/**
 * A message that the system slips in, with what it was made of. The body is the text that the model
 * saw; nothing else of an item reaches a model.
 */
public sealed interface SystemItem {

  /** What an item is. */
  enum Kind implements WireName {
    /** A notification. */
    NOTIFICATION,
    /** Something that another pod reported. */
    POD_EVENT,
    /** A file. */
    FILE_ATTACHMENT,
    /** A piece of knowledge. */
    KNOWLEDGE,
    /** A workflow. */
    WORKFLOW,
    /** A reminder of open tasks. */
    TASK_REMINDER,
    /** The user interrupted. */
    INTERRUPT
  }

  /** What this item is. */
  Kind kind();

  /** The text that the model saw. */
  String body();

  /** The text that the model saw: the body as it is. */
  default String historyText() {
    return body();
  }

  /** This item as a message of the system with one text. */
  default LoggedItem.Message toHistoryItem() {
    return LoggedItem.system(historyText());
  }

  /** The name of the kind. */
  default String kindLabel() {
    return kind().wireName();
  }

  /** What an item prints: nothing that was said. */
  private static String described(SystemItem item) {
    return item.kindLabel() + "[" + item.body().length() + " chars]";
  }

  /**
   * A notification.
   *
   * @param message the notification itself
   * @param body the text that the model saw
   */
  record Notification(String message, String body) implements SystemItem {
    /** Checks that both are there. */
    public Notification {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.NOTIFICATION;
    }

    @Override
    public String toString() {
      return described(this);
    }
  }

  /**
   * Something that another pod reported.
   *
   * @param event what it reported
   * @param body the text that the model saw
   */
  record FromPod(PodEvent event, String body) implements SystemItem {
    /** Checks that both are there. */
    public FromPod {
      Objects.requireNonNull(event, "event");
      Objects.requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.POD_EVENT;
    }

    @Override
    public String toString() {
      return described(this);
    }
  }

  /**
   * A file.
   *
   * @param path its path
   * @param body the text that the model saw
   */
  record FileAttachment(String path, String body) implements SystemItem {
    /** Checks that both are there. */
    public FileAttachment {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.FILE_ATTACHMENT;
    }

    @Override
    public String toString() {
      return described(this);
    }
  }

  /**
   * A piece of knowledge.
   *
   * @param slug its name
   * @param body the text that the model saw
   */
  record Knowledge(String slug, String body) implements SystemItem {
    /** Checks that both are there. */
    public Knowledge {
      Objects.requireNonNull(slug, "slug");
      Objects.requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.KNOWLEDGE;
    }

    @Override
    public String toString() {
      return described(this);
    }
  }

  /**
   * A workflow.
   *
   * @param slug its name
   * @param body the text that the model saw
   */
  record Workflow(String slug, String body) implements SystemItem {
    /** Checks that both are there. */
    public Workflow {
      Objects.requireNonNull(slug, "slug");
      Objects.requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.WORKFLOW;
    }

    @Override
    public String toString() {
      return described(this);
    }
  }

  /**
   * A reminder of open tasks.
   *
   * @param body the text that the model saw
   */
  record TaskReminder(String body) implements SystemItem {
    /** Checks that the text is there. */
    public TaskReminder {
      Objects.requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.TASK_REMINDER;
    }

    @Override
    public String toString() {
      return described(this);
    }
  }

  /**
   * The user interrupted.
   *
   * @param body the text that the model saw
   */
  record Interrupt(String body) implements SystemItem {
    /** Checks that the text is there. */
    public Interrupt {
      Objects.requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.INTERRUPT;
    }

    @Override
    public String toString() {
      return described(this);
    }
  }
}
