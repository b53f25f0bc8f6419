package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.RetrySource;
import dev.threadbase.thread.TurnStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a path offers to try again. */
class RetryTargetTest {

  private final ReferencePath path = new ReferencePath();

  private void offers(String turn, String entry) {
    assertThat(RetryTarget.on(path.entries()))
        .contains(new RetrySource(turn, entry, path.entries().get(path.entries().size() - 1).id()));
  }

  private String fail(String turn) {
    path.inTurn(turn).failure();
    return path.marker(TurnStatus.FAILED);
  }

  @Test
  void aPathWithoutAUserOffersNothing() {
    assertThat(RetryTarget.on(path.entries())).isEmpty();
    path.inTurn("t1").marker(TurnStatus.STARTED);
    path.failure();
    assertThat(RetryTarget.on(path.entries())).isEmpty();
  }

  @Test
  void anAnswerIsMadeAgainFromTheUsersMessage() {
    path.inTurn("t1").marker(TurnStatus.STARTED);
    String user = path.user("go");
    path.assistant("done");
    path.marker(TurnStatus.COMPLETED);
    offers("t1", user);
  }

  @Test
  void anAnswerToACallThatIsAUsersMessageIsNotAnswered() {
    String user = path.inTurn("t1").user("go");
    path.call("c1");
    Part answer = new Part.ToolResult("c1", "read", List.of(new Part.Text("done")), false);
    String payload = Content.of(new Message(Role.USER, List.of(answer))).toPayload();
    path.add(EntryType.USER_MESSAGE, ReferenceMessage.EMPTY, Content.EMPTY, payload);
    offers("t1", user);
  }

  @Test
  void aFailedTurnIsTriedAgainFromItsUsersMessage() {
    path.inTurn("t1").marker(TurnStatus.STARTED);
    String user = path.user("go");
    path.call("c1");
    fail("t1");
    offers("t1", user);
  }

  @Test
  void aFailedTurnGoesOnFromItsNewestSavePoint() {
    path.inTurn("t1").marker(TurnStatus.STARTED);
    path.user("go");
    path.call("c1");
    path.result("c1");
    path.marker(TurnStatus.SAVE_POINT);
    path.call("c2");
    String result = path.result("c2");
    path.marker(TurnStatus.SAVE_POINT);
    path.call("c3");
    fail("t1");
    offers("t1", result);
  }

  @Test
  void theSavePointOfAnotherTurnDoesNotCount() {
    path.inTurn("t1").marker(TurnStatus.STARTED);
    String user = path.user("go");
    path.assistant("done");
    path.marker(TurnStatus.SAVE_POINT);
    path.inTurn("t2").marker(TurnStatus.STARTED);
    fail("t2");
    offers("t2", user);
  }

  @Test
  void aFailureBeforeTheNewestMessageIsForgotten() {
    path.inTurn("t1").user("first");
    path.marker(TurnStatus.SAVE_POINT);
    fail("t1");
    String user = path.inTurn("t2").user("second");
    path.assistant("done");
    offers("t2", user);
  }

  @Test
  void aRetryThatFailsIsTriedAgainFromTheSameSource() {
    path.inTurn("t1").user("go");
    path.call("c1");
    String result = path.result("c1");
    path.marker(TurnStatus.SAVE_POINT);
    fail("t1");
    path.inTurn("t2").retry(result);
    path.call("c2");
    fail("t2");
    offers("t2", result);
  }

  @Test
  void aRetryThatFailsBehindASavePointOfItsOwnGoesOnFromThere() {
    String user = path.inTurn("t1").user("go");
    fail("t1");
    path.inTurn("t2").retry(user);
    path.call("c1");
    String result = path.result("c1");
    path.marker(TurnStatus.SAVE_POINT);
    path.call("c2");
    fail("t2");
    offers("t2", result);
  }

  @Test
  void aRetryOfARetryThatWorkedAnswersTheMessageAgain() {
    String user = path.inTurn("t1").user("go");
    fail("t1");
    path.inTurn("t2").retry(user);
    fail("t2");
    path.inTurn("t3").retry(user);
    path.assistant("done");
    path.marker(TurnStatus.COMPLETED);
    offers("t1", user);
    assertThat(ContextBuilder.buildContext(path.entries())).hasSize(2);
  }

  @Test
  void aMessageThatARetryTookBackIsNotAnswered() {
    String user = path.inTurn("t1").user("go");
    path.assistant("what?");
    path.inTurn("t2").user("never mind");
    path.inTurn("t3").retry(user);
    offers("t1", user);
  }

  @Test
  void afterTheRetryNothingOfTheFailureIsInTheContext() {
    path.inTurn("t1").user("go");
    path.call("c1");
    path.result("c1");
    path.marker(TurnStatus.SAVE_POINT);
    path.call("c2");
    fail("t1");
    RetrySource source = RetryTarget.on(path.entries()).orElseThrow();
    path.inTurn("t2").retry(source.entryId());
    assertThat(ContextBuilder.buildContext(path.entries())).hasSize(3);
    assertThat(
            ContextBuilder.buildContextProjection(path.entries(), ContextOptions.REPAIRED)
                .repairs())
        .isEmpty();
  }
}
