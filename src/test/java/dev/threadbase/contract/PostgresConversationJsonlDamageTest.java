package dev.threadbase.contract;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class PostgresConversationJsonlDamageTest extends ConversationJsonlDamageContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
