package dev.threadbase.pool.compaction;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadRepository;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of one conversation, at every depth, and the way from each to what it was made of
 * (anna memory, retrieval). They are those of the path as it was when they were read; nothing
 * outside of the conversation is ever shown.
 */
public final class Summaries {

  private final ThreadRepository threads;
  private final String conversationId;
  private final @Nullable String leafId;
  private final Map<String, Summary> byId;
  private final List<Summary> window;

  private Summaries(
      ThreadRepository threads,
      String conversationId,
      @Nullable String leafId,
      Map<String, Summary> byId,
      List<Summary> window) {
    this.threads = threads;
    this.conversationId = conversationId;
    this.leafId = leafId;
    this.byId = byId;
    this.window = window;
  }

  /**
   * Reads them; the whole path is looked through.
   *
   * @throws dev.threadbase.ThreadbaseException.ThreadNotFound if there is no such conversation
   */
  public static Summaries read(ThreadRepository threads, String conversationId) {
    String leafId = threads.thread(conversationId).leafId();
    Map<String, Summary> byId = new LinkedHashMap<>();
    List<Summary> window = new ArrayList<>();
    if (leafId != null) {
      try (Stream<Entry> path = threads.streamPath(conversationId, leafId)) {
        path.filter(entry -> entry.type().equals(EntryType.COMPACTION))
            .forEach(
                entry -> {
                  WindowJson.Window of = WindowJson.of(entry);
                  of.condensed().forEach(summary -> byId.put(summary.id(), summary));
                  of.summaries().forEach(summary -> byId.put(summary.id(), summary));
                  window.clear();
                  window.addAll(of.summaries());
                });
      }
    }
    return new Summaries(threads, conversationId, leafId, byId, List.copyOf(window));
  }

  /** Those that stand in front of the context now, in order. */
  public List<Summary> window() {
    return window;
  }

  /** All of them, at every depth, in the order in which they were made. */
  public List<Summary> all() {
    return List.copyOf(byId.values());
  }

  /**
   * One of them.
   *
   * @throws NoSuchElementException if the conversation has none with this id
   */
  public Summary describe(String summaryId) {
    Summary summary = byId.get(summaryId);
    if (summary == null) {
      throw new NoSuchElementException(
          "conversation %s has no summary %s".formatted(conversationId, summaryId));
    }
    return summary;
  }

  /** The summary that was made of this one and others; empty if none was. */
  public Optional<Summary> containerOf(String summaryId) {
    return byId.values().stream().filter(one -> one.memberIds().contains(summaryId)).findFirst();
  }

  /**
   * What a summary was made of: its members, or, of a leaf, its messages.
   *
   * @param tokenCap no more tokens than these, but always one member or message
   * @throws NoSuchElementException if the conversation has none with this id
   */
  public Expansion expand(String summaryId, long tokenCap) {
    Summary summary = describe(summaryId);
    TokenCap cap = new TokenCap(tokenCap);
    if (!summary.isLeaf()) {
      List<Summary> members =
          summary.memberIds().stream()
              .map(byId::get)
              .filter(member -> member != null)
              .takeWhile(member -> cap.takes(member.tokens()))
              .toList();
      return new Expansion(members, List.of(), cap.isReached());
    }
    try (Stream<Entry> covered = covered(summary)) {
      List<Message> messages =
          covered
              .filter(entry -> entry.role() != null)
              .flatMap(entry -> Stream.ofNullable(entry.content().message()))
              .takeWhile(cap::takes)
              .toList();
      return new Expansion(List.of(), messages, cap.isReached());
    }
  }

  /**
   * Summaries and messages that hold a text, whatever its case; summaries first, the newest first,
   * then messages in their order.
   *
   * @param text what to look for: characters, no pattern
   * @param scope where to look
   * @param limit at most so many in all, 1 or more
   * @throws IllegalArgumentException if the text is blank or the limit is less than 1
   */
  public List<SummaryMatch> search(String text, SearchScope scope, int limit) {
    if (text.isBlank() || limit < 1) {
      throw new IllegalArgumentException("a search needs a text and a limit of 1 or more");
    }
    TextSearch search = new TextSearch(text);
    List<SummaryMatch> found = new ArrayList<>();
    if (scope != SearchScope.MESSAGES) {
      List<Summary> newest = new ArrayList<>(byId.values());
      Collections.reverse(newest);
      newest.stream().flatMap(search::in).limit(limit).forEach(found::add);
    }
    if (scope != SearchScope.SUMMARIES && leafId != null && found.size() < limit) {
      try (Stream<Entry> path = threads.streamPath(conversationId, leafId)) {
        path.flatMap(search::in).limit(limit - found.size()).forEach(found::add);
      }
    }
    return found;
  }

  /** The entries from the first to the last that a leaf covers. */
  private Stream<Entry> covered(Summary leaf) {
    Stream<Entry> path = threads.streamPath(conversationId, leaf.lastEntryId());
    String first = leaf.firstEntryId();
    return first == null ? path : path.dropWhile(entry -> !entry.id().equals(first));
  }
}
