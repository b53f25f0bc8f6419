package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.transfer.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that writes a conversation for people, in UTF-8, to standard output or to a file. */
abstract class PaperCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to a file, which is there whole or not at all.")
  private @Nullable Path out;

  /** What is written, as {@code --json} names it. */
  abstract String format();

  /** How much of the conversation is written. */
  abstract ConversationView view();

  abstract void write(Conversation conversation, Appendable target);

  @Override
  final int run(Threadbase threadbase, Output output) {
    refuseAsTarget(out);
    Conversation conversation = threadbase.conversations().load(threadId, view());
    if (out == null) {
      toStandardOutput(conversation);
    } else {
      toFile(conversation, out);
      if (output.json()) {
        int messages = conversation.messages().size();
        output.object(new PaperLine(out.toString(), format(), threadId, messages));
      }
    }
    return ExitCode.DONE;
  }

  private void toStandardOutput(Conversation conversation) {
    try {
      write(conversation, bytes());
    } catch (UncheckedIOException failure) {
      throw new StandardOutput.Lost(Objects.requireNonNull(failure.getCause()));
    }
  }

  private void toFile(Conversation conversation, Path file) {
    try {
      WholeFile.write(file, stream -> write(conversation, stream));
    } catch (IOException failure) {
      throw unwritable(file, new UncheckedIOException(failure));
    } catch (UncheckedIOException failure) {
      throw unwritable(file, failure);
    }
  }

  private static CommandFailed unwritable(Path file, UncheckedIOException failure) {
    return CommandFailed.because(FileFailure.unwritable(file, failure));
  }

  private void write(Conversation conversation, OutputStream stream) {
    Writer text = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    try {
      write(conversation, (Appendable) text);
      text.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
