package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.ChatOptions;
import dev.threadbase.pool.RunnerEvent;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.pool.RunnerEvent.ToolUse;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.TurnStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a chat sends, stores and tells. */
abstract class PoolChatContract extends PoolContract {

  private static final Message CALL =
      new Message(
          Role.ASSISTANT,
          List.of(new Part.Text("thinking..."), new Part.ToolCall("c1", "bash", "{}")));
  private static final Message RESULT = Message.toolResult("c1", "bash", "ok");

  @Test
  void textsComeInTheirOrderAndBecomeOneMessage() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.text("Hello ");
          output.text("world");
        });
    String id = conversation();
    assertThat(text(chat(id, "hi"))).isEqualTo("Hello world");
    assertThat(stored(id)).containsExactly("user: hi", "assistant: Hello world");
    assertAtRest(id);
  }

  @Test
  void aConversationKeepsItsRunnerAndOthersHaveTheirOwn() throws Exception {
    String one = pool.resolveConversation("one").id();
    String two = pool.resolveConversation("two").id();
    chat(one, "a");
    chat(one, "b");
    assertThat(runners.made()).hasSize(1);
    chat(two, "c");
    assertThat(runners.made()).hasSize(2);
    assertThat(runners.made().get(1).request().conversationId()).isEqualTo(two);
    assertThat(runners.made().get(1).request().channel()).isEqualTo("two");
  }

  @Test
  void theRunnerSeesWhatWasSaidBeforeAndTheMessageOnce() throws Exception {
    String id = conversation();
    chat(id, "first");
    chat(id, "second");
    var calls = runners.made().get(0).calls();
    assertThat(calls.get(0).context()).isEmpty();
    assertThat(calls.get(0).message().text()).isEqualTo("first");
    assertThat(calls.get(1).context().stream().map(PoolContract::line))
        .containsExactly("user: first", "assistant: answer");
    assertThat(calls.get(1).message().text()).isEqualTo("second");
  }

  @Test
  void theMessageIsStoredBeforeTheRunnerIsAsked() throws Exception {
    String id = conversation();
    List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
    runners.play((context, message, output) -> seen.addAll(stored(id)));
    Chat chat = pool.chat(id, "hi");
    assertThat(chat.userMessage().content().message().text()).isEqualTo("hi");
    read(chat, ChatEnd.COMPLETED);
    assertThat(seen).containsExactly("user: hi");
  }

  @Test
  void textBeforeAToolCallIsStoredOnce() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.text("thinking");
          output.text("...");
          output.emit(new Said(CALL, "m1", new Usage(7, 3, 0, 0)));
          output.emit(new ToolUse("bash", ToolUse.State.RUNNING, "ls", null));
          output.emit(new ToolUse("bash", ToolUse.State.DONE, "ls", "1 line"));
          output.emit(new Said(RESULT));
          output.text(" done");
        });
    String id = conversation();
    List<ChatEvent> events = chat(id, "go");
    assertThat(text(events)).isEqualTo("thinking... done");
    assertThat(only(ToolUse.class, events))
        .extracting(ToolUse::state)
        .containsExactly(ToolUse.State.RUNNING, ToolUse.State.DONE);
    assertThat(pool.history(id))
        .containsExactly(Message.user("go"), CALL, RESULT, Message.assistant(" done"));
    Entry call = threads.path(id).get(2);
    assertThat(call.model()).isEqualTo("m1");
    assertThat(call.content().usage()).isEqualTo(new Usage(7, 3, 0, 0));
    assertThat(call.turnId()).isEqualTo(threads.path(id).get(0).turnId());
  }

  @Test
  void textThatCameInPiecesAloneStandsBeforeItsCalls() throws Exception {
    Message bare = Message.toolCall("c1", "bash", "{}");
    runners.play(
        (context, message, output) -> {
          output.text("thinking...");
          output.emit(new Said(bare));
          output.emit(new Said(RESULT));
        });
    String id = conversation();
    chat(id, "go");
    assertThat(pool.history(id)).containsExactly(Message.user("go"), CALL, RESULT);
  }

  @Test
  void eachMessageThatIsStoredIsTold() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.emit(new Said(CALL));
          output.emit(new Said(RESULT));
          output.text("done");
        });
    String id = conversation();
    List<String> told =
        only(ChatEvent.Stored.class, chat(id, "go")).stream()
            .map(event -> event.entry().id())
            .toList();
    List<String> stored =
        threads.path(id).stream()
            .filter(entry -> entry.role() != null && !entry.role().equals("user"))
            .map(Entry::id)
            .toList();
    assertThat(told).containsExactlyElementsOf(stored).hasSize(3);
  }

  @Test
  void aFactoryThatFailsEndsTheChatAndTheMessageStays() throws Exception {
    pool.setFactory(
        request -> {
          throw new java.io.IOException("no runner");
        });
    String id = conversation();
    ChatEvent.Ended ended = only(ChatEvent.Ended.class, chat(id, "hi", ChatEnd.FAILED)).get(0);
    assertThat(ended.cause()).isInstanceOf(java.io.IOException.class);
    assertThat(stored(id)).containsExactly("user: hi");
    assertThat(lastStatus(id)).isEqualTo(TurnStatus.FAILED);
    assertAtRest(id);
    pool.setFactory(runners);
    chat(id, "again");
  }

  @Test
  void whatWasSaidBeforeAFailureStays() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.text("one ");
          output.text("two");
          throw new IllegalStateException("broken");
        });
    String id = conversation();
    List<ChatEvent> events = chat(id, "go", ChatEnd.FAILED);
    assertThat(text(events)).isEqualTo("one two");
    assertThat(only(ChatEvent.Ended.class, events).get(0).cause()).hasMessage("broken");
    assertThat(stored(id)).containsExactly("user: go", "assistant: one two");
    assertThat(lastStatus(id)).isEqualTo(TurnStatus.FAILED);
  }

  @Test
  void aCallWithoutAResultGetsOneWhenItsTurnEnds() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.emit(new Said(CALL));
          throw new IllegalStateException("broken");
        });
    String id = conversation();
    chat(id, "go", ChatEnd.FAILED);
    Part.ToolResult result = (Part.ToolResult) pool.history(id).get(2).parts().get(0);
    assertThat(result.callId()).isEqualTo("c1");
    assertThat(result.error()).isTrue();
    assertThat(threadbase.contexts().check(id)).isEmpty();
  }

  @Test
  void aMessageOfManyPartsComesThrough() throws Exception {
    Message picture =
        new Message(
            Role.USER, List.of(new Part.Text("look"), new Part.Media("image/png", "aGk=", null)));
    String id = conversation();
    read(pool.chat(id, picture, ChatOptions.DEFAULT), ChatEnd.COMPLETED);
    assertThat(runners.made().get(0).calls().get(0).message()).isEqualTo(picture);
    assertThat(pool.history(id).get(0)).isEqualTo(picture);
  }

  @Test
  void aPictureToShowIsPassedOnAndNotStored() throws Exception {
    RunnerEvent.Shown shown = new RunnerEvent.Shown(new Part.Media("image/png", "aGk=", null));
    runners.play((context, message, output) -> output.emit(shown));
    String id = conversation();
    assertThat(chat(id, "hi")).contains(shown);
    assertThat(stored(id)).containsExactly("user: hi");
  }

  @Test
  void historyOfNobodyIsEmpty() {
    assertThat(pool.history("nobody")).isEmpty();
    assertThat(pool.history(conversation())).isEmpty();
  }

  @Test
  void aLongHistoryIsAllThere() throws Exception {
    String id = conversation();
    for (int i : IntStream.range(0, 5).toArray()) {
      chat(id, "m" + i);
    }
    assertThat(pool.history(id)).hasSize(10);
    assertThat(runners.made().get(0).calls().get(4).context()).hasSize(8);
  }
}

class SqlitePoolChatTest extends PoolChatContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolChatTest extends PoolChatContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
