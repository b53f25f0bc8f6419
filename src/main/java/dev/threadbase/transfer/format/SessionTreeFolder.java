package dev.threadbase.transfer.format;

import dev.threadbase.context.WhiteSpace;
import dev.threadbase.lease.TurnLease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A thread's folder in a session tree: its journal, its snapshot and its lease. */
public final class SessionTreeFolder {

  /** The journal; absent until the first append. */
  public static final String ENTRIES = "entries.jsonl";

  /** The snapshot. */
  public static final String THREAD = "thread.json";

  static final String LEASE = "active_turn.json";
  private static final String PREFIX = "id_";

  private SessionTreeFolder() {}

  /**
   * The name of a thread's folder. Ids that differ only in white space around them have the same.
   */
  public static String name(String threadId) {
    String id = WhiteSpace.trim(threadId);
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return id.isEmpty()
        ? "_"
        : PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The id that a folder's name stands for; the name itself if it stands for none. */
  static String threadId(Path folder) {
    Path fileName = folder.getFileName();
    String name = fileName == null ? "" : fileName.toString();
    try {
      return name.startsWith(PREFIX)
          ? new String(
              Base64.getUrlDecoder().decode(name.substring(PREFIX.length())),
              StandardCharsets.UTF_8)
          : name;
    } catch (IllegalArgumentException foreign) {
      return name;
    }
  }

  /** The folder that a file is in. */
  static Path of(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return folder == null ? absolute : folder;
  }

  /** The journal beside a snapshot, if there is one; any other file itself. */
  public static Path unit(Path file) {
    Path journal = file.resolveSibling(ENTRIES);
    return file.endsWith(THREAD) && Files.exists(journal) ? journal : file;
  }

  /** Whether a file is the journal of a folder with a snapshot. */
  public static boolean isJournal(Path file) {
    return file.endsWith(ENTRIES) && Files.exists(of(file).resolve(THREAD));
  }

  /** Whether a file is the snapshot of a thread without a journal. */
  public static boolean isLoneSnapshot(Path file) {
    return file.endsWith(THREAD) && !Files.exists(of(file).resolve(ENTRIES));
  }

  /** The thread that a file is about and the one that it was forked from, as far as it says so. */
  public record Lineage(@Nullable String threadId, @Nullable String originId) {}

  /** Where a thread comes from. */
  public static Lineage lineage(Path file) {
    JsonNode thread = read(of(file).resolve(THREAD)).map(SessionTreeFolder::known).orElse(null);
    if (thread == null) {
      return new Lineage(null, null);
    }
    String forked = JsonFields.text(thread, "forked_from_thread_id");
    String parent = JsonFields.text(thread, "parent_thread_id");
    return new Lineage(JsonFields.text(thread, "id"), forked != null ? forked : parent);
  }

  /** A snapshot's text; empty if it cannot be read, or is longer than such a file may be. */
  static Optional<String> read(Path file) {
    try {
      return JsonLimits.wholeFile(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The members of a snapshot that names its thread; null for any other text. */
  static @Nullable ObjectNode known(String text) {
    ObjectNode thread = known(SessionTreeForm.THREAD, text);
    return thread == null || JsonFields.textOrEmpty(thread, "id").isEmpty() ? null : thread;
  }

  private static @Nullable ObjectNode known(GoObject form, String text) {
    try {
      JsonNode json = JsonMapper.shared().readTree(text);
      return json.isObject() ? form.read(json, JsonMapper.shared().createObjectNode()) : null;
    } catch (JacksonException malformed) {
      return null;
    }
  }

  /** The lease of a folder, ended; empty if there is none. */
  static Optional<TurnLease> lease(Path folder, Notes notes) {
    Path file = folder.resolve(LEASE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ObjectNode lease = read(file).map(text -> known(SessionTreeForm.LEASE, text)).orElse(null);
    Instant acquired = lease == null ? null : JsonFields.time(lease, "created_at");
    String turn = lease == null ? "" : JsonFields.textOrEmpty(lease, "turn_id");
    if (lease == null || acquired == null || turn.isEmpty() || SessionTreeTimes.isZero(acquired)) {
      notes.warn(0, "bad_lease", LEASE + " does not say whose turn it is; left out");
      return Optional.empty();
    }
    String owner = JsonFields.textOrEmpty(lease, "owner_id");
    return Optional.of(
        new TurnLease(
            JsonFields.textOrEmpty(lease, "thread_id"),
            "",
            turn,
            owner,
            1,
            acquired,
            acquired,
            acquired));
  }
}
