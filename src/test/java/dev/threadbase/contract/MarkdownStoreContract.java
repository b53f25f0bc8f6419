package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.export.ConversationMarkdown;
import dev.threadbase.conversation.export.MarkdownOptions;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations that were stored, as Markdown. */
abstract class MarkdownStoreContract extends Contract {

  private ConversationStore store;

  @BeforeEach
  void useStore() {
    store = threadbase.conversations();
  }

  @Test
  void aStoredConversationIsExported() {
    store.save(Conversations.spoken("a", "Does mint like water?", "A lot."));
    String head = "# New session\n\n**Session:** a\n**Created:** 2026-03-01T09:15:00+01:00\n";
    assertThat(ConversationMarkdown.export(store, "a"))
        .startsWith(head)
        .endsWith(
            """

            **Vendor:** acme / main / m-1
            **Messages:** 2

            ---

            ## User

            Does mint like water?

            ---

            ## Assistant

            A lot.

            ---

            """);
  }

  @Test
  void afterACheckpointItsMessagesAndWhatFollowsAreExported() {
    Conversation saved = store.save(Conversations.spoken("a", "Does mint like water?", "A lot."));
    Conversation cut = store.appendCheckpoint(saved, List.of(Message.system("Mint.")), 0);
    store.appendMessage(cut, Message.user("And ivy?"));
    assertThat(ConversationMarkdown.export(store, "a"))
        .endsWith(
            "**Messages:** 2\n\n---\n\n## System\n\nMint.\n\n---\n\n## User\n\nAnd ivy?\n\n---\n\n");
    assertThat(ConversationMarkdown.of(store.loadFull("a"), MarkdownOptions.REFERENCE))
        .contains("**Messages:** 3\n", "\n## User\n\nDoes mint like water?\n\n")
        .doesNotContain("## System");
  }

  @Test
  void whatIsNotThereIsNotExported() {
    assertThatThrownBy(() -> ConversationMarkdown.export(store, "a"))
        .isInstanceOf(ThreadNotFound.class);
    store.save(Conversations.spoken("a", "Does mint like water?"));
    store.delete("a");
    assertThatThrownBy(() -> ConversationMarkdown.export(store, "a"))
        .isInstanceOf(ThreadDeleted.class);
  }
}

class SqliteMarkdownStoreTest extends MarkdownStoreContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresMarkdownStoreTest extends MarkdownStoreContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
