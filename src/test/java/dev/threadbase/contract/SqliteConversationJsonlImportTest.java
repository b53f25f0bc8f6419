package dev.threadbase.contract;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;

class SqliteConversationJsonlImportTest extends ConversationJsonlImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}
