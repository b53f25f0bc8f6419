package dev.threadbase.jdbi;

import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What calls of models took: a row of {@code usage_records} for each entry that says it. */
final class UsageRows implements EntryDerivation {

  private static final String TABLE = "usage_records";

  private static final String INSERT =
      """
      INSERT INTO usage_records (session_id, segment_id, seq, thread_id, ordinal, created_at_ns, turn_index,
                                 response_id, source, vendor, endpoint, model, input_tokens, output_tokens,
                                 cache_read_tokens, cache_write_tokens, prompt_tokens_total)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  @Override
  public String table() {
    return TABLE;
  }

  @Override
  public boolean concerns(EntryType type, @Nullable String role, String payload) {
    return UsageRow.isIn(type, payload);
  }

  @Override
  public void write(Handle handle, List<Entry> entries) {
    List<UsageRow> rows = entries.stream().map(UsageRow::of).flatMap(Optional::stream).toList();
    BareStatement.batch(handle, INSERT, rows, UsageRows::bind);
  }

  private static void bind(PreparedStatement statement, UsageRow row) throws SQLException {
    Entry entry = row.entry();
    TokenUsage tokens = row.tokens();
    Parameters next = new Parameters(statement);
    next.text(entry.sessionId()).text(entry.segmentId()).number(entry.seq());
    next.text(entry.threadId()).number(entry.ordinal());
    next.number(row.createdAtNanos()).numberOrNull(row.turnIndex());
    next.text(DerivedValues.text(row.responseId())).text(DerivedValues.text(row.source()));
    next.text(DerivedValues.text(row.vendor())).text(DerivedValues.text(row.endpoint()));
    next.text(DerivedValues.text(row.model()));
    next.number(DerivedValues.number(tokens.inputTokens()));
    next.number(DerivedValues.number(tokens.outputTokens()));
    next.number(DerivedValues.number(tokens.cacheReadTokens()));
    next.number(DerivedValues.number(tokens.cacheWriteTokens()));
    next.number(DerivedValues.number(tokens.promptTokensTotal()));
  }

  @Override
  public List<Entry> missing(Handle handle, List<Entry> page) {
    List<Entry> telling = page.stream().filter(entry -> UsageRow.of(entry).isPresent()).toList();
    return DerivedKeys.without(handle, TABLE, telling);
  }

  @Override
  public void trim(Handle handle, String sessionId, String segmentId) {
    DerivedKeys.trim(handle, TABLE, sessionId, segmentId);
  }
}
