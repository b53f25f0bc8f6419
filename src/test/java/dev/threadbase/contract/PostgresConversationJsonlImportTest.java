package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresConversationJsonlImportTest extends ConversationJsonlImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
