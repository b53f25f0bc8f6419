package dev.threadbase.segment;

import java.util.List;

/**
 * What a pod may touch, at one moment.
 *
 * @param allow what it may, in order
 * @param deny what it may not, in order
 */
public record PodScopeSnapshot(List<ScopeRule> allow, List<ScopeRule> deny) {

  /** The domain of the extension entries that carry snapshots. */
  public static final String DOMAIN = "pod.scope";

  /** Copies the rules. */
  public PodScopeSnapshot {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** This snapshot as an entry of a log. */
  public LogEntry.Extension toEntry(long ts) {
    return new LogEntry.Extension(ts, DOMAIN, toJson());
  }

  /** This snapshot as JSON. */
  public String toJson() {
    return PodScopeJson.write(this);
  }

  /**
   * Reads a snapshot.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the text is not one; both lists are
   *     needed
   */
  public static PodScopeSnapshot parse(String json) {
    return PodScopeJson.read(json);
  }
}
