package dev.threadbase.jdbi;

import dev.threadbase.PodException.PodChanged;
import dev.threadbase.PodException.PodNotFound;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.PodUpdate;
import dev.threadbase.segment.PodUpdate.Change;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes records of pods, in a transaction. Children are those of a pod whose row is locked. */
final class PodEdit {

  private PodEdit() {}

  /** Makes a record or replaces all of it. */
  static PodRecord put(Handle handle, PodMetadata metadata, String unknown, long now) {
    PodSql sql = handle.attach(PodSql.class);
    String name = metadata.podName();
    PodActiveSegmentRef active = metadata.active();
    keep(handle, active, false);
    PodRow row = sql.put(name, session(active), segment(active), unknown, now);
    sql.removeChildren(name);
    metadata.spawnedChildren().forEach(child -> sql.addChild(name, child));
    return row.record(handle);
  }

  /** Makes a record; false, with nothing done, if there is one of its name. */
  static boolean add(Handle handle, PodMetadata metadata, String unknown, long now) {
    PodSql sql = handle.attach(PodSql.class);
    String name = metadata.podName();
    PodActiveSegmentRef active = metadata.active();
    keep(handle, active, false);
    if (sql.add(name, session(active), segment(active), unknown, now).isEmpty()) {
      return false;
    }
    metadata.spawnedChildren().forEach(child -> sql.addChild(name, child));
    return true;
  }

  /** Changes what an update names. */
  static PodRecord update(Handle handle, String name, PodUpdate update, long now) {
    PodSql sql = handle.attach(PodSql.class);
    for (Change change : update.changes()) {
      if (change instanceof Change.Active active) {
        keep(handle, active.active(), true);
      }
    }
    Long expected = boxed(update.expectedVersion());
    if (sql.touch(name, expected, now).isEmpty()) {
      long actual = existing(handle, name).version();
      throw new PodChanged(name, update.expectedVersion().orElse(actual), actual);
    }
    update.changes().forEach(change -> apply(sql, name, change));
    return existing(handle, name).record(handle);
  }

  private static void apply(PodSql sql, String name, Change change) {
    if (change instanceof Change.Active active) {
      sql.setActive(name, session(active.active()), segment(active.active()));
    } else if (change instanceof Change.WithChild with) {
      sql.removeChild(name, with.child().podName());
      sql.addChild(name, with.child());
    } else if (change instanceof Change.WithoutChild without) {
      sql.removeChild(name, without.podName());
    } else {
      sql.removeChildren(name);
      ((Change.Children) change).children().forEach(child -> sql.addChild(name, child));
    }
  }

  /**
   * Keeps the log that a pod is to point at from being deleted meanwhile.
   *
   * @param there whether the log must be there
   * @throws SegmentNotFound if it is not, or is in another session
   */
  private static void keep(Handle handle, @Nullable PodActiveSegmentRef active, boolean there) {
    UUID segment = active == null ? null : active.segmentId();
    if (active == null || segment == null) {
      return;
    }
    boolean found =
        handle
            .attach(ThreadSql.class)
            .keep(segment.toString())
            .map(thread -> isLogOf(thread, active))
            .orElse(!there);
    if (!found) {
      throw new SegmentNotFound(segment);
    }
  }

  private static boolean isLogOf(ThreadRow thread, PodActiveSegmentRef active) {
    return thread.id().equals(thread.baseSegmentId())
        && thread.sessionId().equals(active.sessionId().toString());
  }

  /**
   * Reads a pod that must be there.
   *
   * @throws PodNotFound if it is not
   */
  static PodRow existing(Handle handle, String name) {
    return handle.attach(PodSql.class).find(name).orElseThrow(() -> new PodNotFound(name));
  }

  static @Nullable Long boxed(OptionalLong version) {
    return version.isPresent() ? Long.valueOf(version.getAsLong()) : null;
  }

  private static @Nullable String session(@Nullable PodActiveSegmentRef active) {
    return active == null ? null : active.sessionId().toString();
  }

  private static @Nullable String segment(@Nullable PodActiveSegmentRef active) {
    return active == null ? null : Objects.toString(active.segmentId(), null);
  }
}
