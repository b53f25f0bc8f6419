package dev.threadbase.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.Loss.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LossTallyTest {

  private static Entry entry(String threadId) {
    String payload = Content.of(Message.user("hi")).toPayload();
    return new Entry(
        "s",
        threadId + "-segment",
        0,
        "seq-0",
        threadId,
        0,
        null,
        EntryType.USER_MESSAGE,
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        payload,
        PayloadHash.of(payload),
        null);
  }

  @Test
  void entriesOfOneIdInTwoThreadsAreTwo() {
    LossTally tally = new LossTally();
    for (String thread : new String[] {"one", "two"}) {
      tally.thread("s", thread);
      assertThat(tally.isTold(entry(thread))).isFalse();
      tally.entry(entry(thread));
      tally.field(entry(thread), "model");
      tally.field(entry(thread), "model");
      tally.thread("s", thread);
      assertThat(tally.isTold(entry(thread))).isTrue();
    }
    assertThat(tally.report().losses())
        .extracting(Loss::kind, Loss::name, Loss::count)
        .containsExactlyInAnyOrder(
            tuple(Kind.ENTRY, "user_message", 2L), tuple(Kind.FIELD, "model", 2L));
  }
}
