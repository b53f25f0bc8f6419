package dev.threadbase.cli;

import com.github.freva.asciitable.ColumnData;
import dev.threadbase.conversation.PriceTable;
import dev.threadbase.conversation.UsageGrouping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Totals as a table.
 *
 * @param by what they were added up by
 * @param prices prices; null for no costs
 */
record UsageColumns(UsageGrouping by, @Nullable PriceTable prices) {

  private static final int DECIMALS = 4;

  List<ColumnData<UsageLine>> all() {
    List<ColumnData<UsageLine>> columns = new ArrayList<>(keys());
    columns.add(Tables.number("calls", UsageLine::calls));
    columns.add(Tables.number("input", UsageLine::inputTokens));
    columns.add(Tables.number("output", UsageLine::outputTokens));
    columns.add(Tables.number("cache read", UsageLine::cacheReadTokens));
    columns.add(Tables.number("cache write", UsageLine::cacheWriteTokens));
    if (prices != null) {
      columns.add(Tables.right(prices.currency(), line -> amount(line.cost())));
      columns.add(Tables.right("unpriced calls", line -> count(line.unpricedCalls())));
    }
    return columns;
  }

  private List<ColumnData<UsageLine>> keys() {
    return switch (by) {
      case MODEL ->
          List.of(
              Tables.whole("vendor", UsageLine::vendor), Tables.whole("model", UsageLine::model));
      case ENDPOINT ->
          List.of(
              Tables.whole("vendor", UsageLine::vendor),
              Tables.whole("endpoint", UsageLine::endpoint));
      case WORKSPACE -> List.of(Tables.whole("workspace", UsageLine::workspace));
      case DAY -> List.of(Tables.whole("day", UsageLine::day));
      case SESSION -> List.of(Tables.whole("session", UsageLine::sessionId));
      case THREAD ->
          List.of(
              Tables.whole("session", UsageLine::sessionId),
              Tables.whole("thread", UsageLine::threadId));
    };
  }

  private static @Nullable String amount(@Nullable BigDecimal cost) {
    return cost == null ? null : cost.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
  }

  private static @Nullable String count(@Nullable Long calls) {
    return calls == null || calls == 0 ? null : calls.toString();
  }
}
