package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteConversationJsonlDamageTest extends ConversationJsonlDamageContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
