package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.pool.Channels;
import dev.threadbase.thread.ThreadMeta;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The active conversations of channels: a column of threads with a key of its own. */
public final class JdbiChannels implements Channels {

  private final Database database;
  private final Clock clock;

  /** Takes the database and the clock of entries. */
  public JdbiChannels(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public ThreadMeta create(ThreadMeta thread) {
    String channel = channel(thread);
    ThreadCreation creation = ThreadCreation.of(thread, clock);
    return database.write(
        handle -> {
          creation.begin(handle);
          return creation
              .insert(handle, channel)
              .or(() -> creation.insert(handle, null))
              .orElseThrow(() -> new ThreadExists(creation.values().threadId()));
        });
  }

  @Override
  public Optional<ThreadMeta> active(String channel) {
    return database.read(handle -> find(handle, channel));
  }

  @Override
  public ThreadMeta resolve(ThreadMeta ifNone) {
    String channel = channel(ifNone);
    ThreadCreation creation = ThreadCreation.of(ifNone, clock);
    while (true) {
      Optional<ThreadMeta> active = active(channel);
      if (active.isPresent()) {
        return active.get();
      }
      try {
        return database.write(handle -> begin(handle, channel, creation));
      } catch (Overtaken others) {
        // Theirs is read, unless it is archived by now.
      }
    }
  }

  private static ThreadMeta begin(Handle handle, String channel, ThreadCreation creation) {
    Optional<ThreadMeta> active = find(handle, channel);
    if (active.isPresent()) {
      return active.get();
    }
    creation.begin(handle);
    return creation
        .insert(handle, channel)
        .orElseThrow(
            () -> {
              boolean overtaken = find(handle, channel).isPresent() || !exists(handle, creation);
              return overtaken ? new Overtaken() : new ThreadExists(creation.values().threadId());
            });
  }

  @Override
  public ThreadMeta rotate(ThreadMeta next) {
    String channel = channel(next);
    ThreadCreation creation = ThreadCreation.of(next, clock);
    return database.write(
        handle -> {
          creation.begin(handle);
          Optional<ThreadMeta> made = Optional.empty();
          // Whoever waited for another's conversation archives it in turn.
          while (made.isEmpty()) {
            handle.attach(ChannelSql.class).archiveActive(channel);
            made = creation.insert(handle, channel);
            if (made.isEmpty() && exists(handle, creation)) {
              throw new ThreadExists(creation.values().threadId());
            }
          }
          return made.get();
        });
  }

  @Override
  public boolean archive(String threadId) {
    return database.writeOne(handle -> handle.attach(ChannelSql.class).archive(threadId)) == 1;
  }

  @Override
  public ThreadMeta activate(String threadId) {
    return database.write(handle -> activate(handle, threadId)).meta();
  }

  private static ThreadRow activate(Handle handle, String threadId) {
    ThreadRow thread =
        handle
            .attach(ThreadSql.class)
            .lock(threadId)
            .orElseThrow(() -> new ThreadNotFound(threadId));
    Fence.refuseDeleted(thread.meta());
    Fence.refuseLog(thread);
    String channel = thread.meta().channel();
    if (channel == null || channel.isBlank()) {
      throw new InvalidData("thread " + threadId + " has no channel");
    }
    ChannelSql sql = handle.attach(ChannelSql.class);
    boolean active = sql.active(channel).filter(row -> row.id().equals(threadId)).isPresent();
    if (active) {
      return thread;
    }
    hold(sql, channel, threadId);
    return sql.activate(threadId);
  }

  /** Leaves the channel without an active conversation that others could see or make. */
  private static void hold(ChannelSql sql, String channel, String threadId) {
    String claimId = Ids.next();
    boolean held = false;
    while (!held) {
      held = sql.archiveActive(channel) == 1 || sql.claim(claimId, threadId) == 1;
    }
    sql.dropClaim(claimId);
  }

  private static Optional<ThreadMeta> find(Handle handle, String channel) {
    return handle.attach(ChannelSql.class).active(channel).map(ThreadRow::meta);
  }

  private static boolean exists(Handle handle, ThreadCreation creation) {
    return handle.attach(ThreadSql.class).find(creation.values().threadId()).isPresent();
  }

  private static String channel(ThreadMeta thread) {
    String channel = thread.channel();
    if (channel == null || channel.isBlank()) {
      throw new IllegalArgumentException("a conversation of a channel names its channel");
    }
    if (thread.archived()) {
      throw new IllegalArgumentException("a conversation does not begin archived");
    }
    return channel;
  }

  /** Undoes a transaction: another made the active conversation meanwhile. */
  @SuppressWarnings("serial") // Thrown and caught, never serialized.
  private static final class Overtaken extends RuntimeException {
    Overtaken() {
      super("another made the active conversation", null, false, false);
    }
  }
}
