package dev.threadbase.testkit;

import dev.threadbase.message.Message;
import dev.threadbase.pool.Runner;
import dev.threadbase.pool.RunnerFactory;
import dev.threadbase.pool.RunnerOutput;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes runners that do what a test says, and remembers them. */
public final class ScriptedRunners implements RunnerFactory {

  private final List<Scripted> made = new CopyOnWriteArrayList<>();
  private volatile Script script = (context, message, output) -> output.text("answer");

  /** What a runner does. */
  @FunctionalInterface
  public interface Script {
    /** Answers. */
    void play(List<Message> context, Message message, RunnerOutput output) throws Exception;
  }

  /** What runners do from now on. */
  public ScriptedRunners play(Script value) {
    script = value;
    return this;
  }

  /** The runners that were made, in order. */
  public List<Scripted> made() {
    return made;
  }

  @Override
  public Runner create(Request request) {
    Scripted runner = new Scripted(request);
    made.add(runner);
    return runner;
  }

  /** A runner that can do everything a runner can. */
  public final class Scripted
      implements Runner.Mortal, Runner.Active, Runner.Busy, Runner.Closeable {
    private final Request request;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger playing = new AtomicInteger();
    private final AtomicInteger closedAtWork = new AtomicInteger();
    private volatile boolean alive = true;
    private volatile boolean busy;
    private volatile Instant lastActivity = Instant.EPOCH;

    /** What it was sent. */
    public record Call(List<Message> context, Message message) {}

    Scripted(Request request) {
      this.request = request;
    }

    @Override
    public void chat(List<Message> context, Message message, RunnerOutput output) throws Exception {
      calls.add(new Call(context, message));
      playing.incrementAndGet();
      try {
        script.play(context, message, output);
      } finally {
        playing.decrementAndGet();
      }
    }

    /** What it was made for. */
    public Request request() {
      return request;
    }

    /** What it was sent, call by call. */
    public List<Call> calls() {
      return calls;
    }

    /** Lets it die. */
    public void die() {
      alive = false;
    }

    /** Lets it be busy by itself. */
    public void busy(boolean value) {
      busy = value;
    }

    /** When it last did something by itself. */
    public void active(Instant time) {
      lastActivity = time;
    }

    /** How often it was closed. */
    public int closed() {
      return closed.get();
    }

    /** How often it was closed during a chat. */
    public int closedAtWork() {
      return closedAtWork.get();
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public boolean isBusy() {
      return busy;
    }

    @Override
    public Instant lastActivity() {
      return lastActivity;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      closedAtWork.addAndGet(playing.get());
    }
  }
}
