package dev.threadbase.cli;

import com.github.freva.asciitable.ColumnData;
import dev.threadbase.Threadbase;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "threads", description = "List threads, the newest first.")
final class ThreadsCommand extends DatabaseCommand {

  private static final int PAGE = 200;
  private static final int TITLE_WIDTH = 40;
  private static final int WORKSPACE_WIDTH = 40;

  @Option(names = "--archived", description = "Archived threads too.")
  private boolean archived;

  @Option(
      names = "--recent",
      description = "In which a user spoke, the last changed first; with --workspace and --limit.")
  private boolean recent;

  @Option(
      names = "--deleted",
      description = "Those that undelete takes back; with --workspace and --limit.")
  private boolean deleted;

  @Option(names = "--workspace", paramLabel = "NAME", description = "Only of this workspace.")
  private @Nullable String workspace;

  @Option(names = "--channel", paramLabel = "NAME", description = "Only of this channel.")
  private @Nullable String channel;

  @Option(names = "--status", paramLabel = "STATUS", description = "Only with this status.")
  private @Nullable String status;

  @Option(names = "--session", paramLabel = "SESSION", description = "Only of this session.")
  private @Nullable String session;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 or more.")
  private @Nullable Integer limit;

  @Option(names = "--after", paramLabel = "THREAD", description = "What follows this thread.")
  private @Nullable String after;

  @Override
  int run(Threadbase threadbase, Output out) {
    if (out.json()) {
      each(threadbase, thread -> out.object(ThreadLine.of(thread)));
      return ExitCode.DONE;
    }
    List<ThreadLine> rows = new ArrayList<>();
    each(threadbase, thread -> rows.add(ThreadLine.of(thread)));
    if (rows.isEmpty()) {
      report("no threads");
    } else {
      out.line(Tables.of(rows, columns()));
    }
    return ExitCode.DONE;
  }

  /** Page by page, so that a long list needs no more memory than a short one. */
  private void each(Threadbase threadbase, Consumer<ThreadMeta> user) {
    if (limit != null && limit < 1) {
      throw CommandFailed.usage("--limit is less than 1");
    }
    if (recent || deleted) {
      eachConversation(threadbase, user);
    } else {
      eachThread(threadbase.threads(), user);
    }
  }

  private void eachConversation(Threadbase threadbase, Consumer<ThreadMeta> user) {
    if (archived || channel != null || status != null || session != null || after != null) {
      throw CommandFailed.usage("--recent and --deleted go with --workspace and --limit alone");
    }
    ListConversationsOptions options =
        ListConversationsOptions.RECENT
            .inWorkspace(workspace)
            .limit(limit == null ? PAGE : Math.min(limit, ListConversationsOptions.MAX_LIMIT));
    threadbase
        .conversations()
        .list(deleted ? options.onlyDeleted() : options)
        .forEach(header -> user.accept(threadbase.threads().thread(header.id())));
  }

  private void eachThread(ThreadRepository threads, Consumer<ThreadMeta> user) {
    long left = limit == null ? Long.MAX_VALUE : limit;
    ListThreadsOptions options = options(threads);
    boolean more = true;
    while (more) {
      int size = (int) Math.min(PAGE, left);
      List<ThreadMeta> page = threads.listThreads(options.limit(size));
      page.forEach(user);
      left -= page.size();
      more = page.size() == size && left > 0;
      options = more ? options.after(page.get(page.size() - 1)) : options;
    }
  }

  private ListThreadsOptions options(ThreadRepository threads) {
    ListThreadsOptions options =
        ListThreadsOptions.ALL
            .inWorkspace(workspace)
            .inChannel(channel)
            .withStatus(status)
            .inSession(session);
    options = archived ? options.withArchived() : options;
    return after == null ? options : options.after(threads.thread(after));
  }

  private List<ColumnData<ThreadLine>> columns() {
    List<ColumnData<ThreadLine>> columns = new ArrayList<>();
    columns.add(Tables.whole("thread", ThreadLine::threadId));
    columns.add(Tables.text("title", TITLE_WIDTH, ThreadLine::title));
    columns.add(Tables.number("entries", ThreadLine::entries));
    columns.add(Tables.whole("forked from", ThreadLine::forkedFromThreadId));
    columns.add(Tables.text("workspace", WORKSPACE_WIDTH, ThreadLine::workspace));
    columns.add(Tables.time("updated", ThreadLine::updatedAt));
    if (archived) {
      columns.add(Tables.whole("archived", row -> row.archived() ? "yes" : ""));
    }
    return columns;
  }
}
