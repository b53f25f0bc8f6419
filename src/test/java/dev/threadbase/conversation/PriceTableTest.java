package dev.threadbase.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table of prices says of a model, what calls cost, and which files are refused. */
class PriceTableTest {

  private static final PriceTable PRICES =
      new PriceFile("prices.json")
          .read(
              """
              {"currency": "EUR", "prices": {
                "m": {"input": 1, "output": 2},
                "m-1": {"input": 10, "output": 20, "cache_read": 0.1, "cache_write": "12.5"},
                "acme/m-1": {"input": 100, "output": 200, "cache_read": 0}}}
              """);

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  private static ModelUsage usage(
      @Nullable String vendor, @Nullable String model, TokenUsage tokens) {
    return new ModelUsage(vendor, model, 3, tokens, tokens.inputTokens());
  }

  private static Cost cost(ModelUsage... models) {
    UsageKey none = new UsageKey(null, null, null, null, null, null, null);
    return PRICES.cost(new UsageTotal(none, List.of(models)));
  }

  @Test
  void theLongestNameThatFitsHasThePrice() {
    assertThat(PRICES.currency()).isEqualTo("EUR");
    assertThat(PRICES.price("acme", "m-1-large").orElseThrow().input()).isEqualTo("100");
    assertThat(PRICES.price("other", "m-1-large").orElseThrow().input()).isEqualTo("10");
    assertThat(PRICES.price(null, "m-1").orElseThrow().input()).isEqualTo("10");
    assertThat(PRICES.price("acme", "m-2").orElseThrow().input()).isEqualTo("1");
    assertThat(PRICES.price("acme", "n")).isEmpty();
    assertThat(PRICES.price("acme", "x/acme/m-1")).isEmpty();
    assertThat(PRICES.price("acme", null)).isEmpty();
  }

  @Test
  void ofTwoNamesAsLongTheOneThatSaysMoreOfTheModelHasThePrice() {
    Price vendors = new Price(BigDecimal.ONE, BigDecimal.ONE, null, null);
    Price models = new Price(BigDecimal.TEN, BigDecimal.TEN, null, null);
    for (int i = 0; i < 20; i++) {
      PriceTable both =
          new PriceTable("USD", Map.of("acme/m-", vendors, "m-small", models, "z" + i, vendors));
      assertThat(both.price("acme", "m-small")).contains(models);
    }
  }

  @Test
  void aCostIsExact() {
    assertThat(cost(usage(null, "m-1", new TokenUsage(1, 3, 7, 9, 0))).amount())
        .isEqualByComparingTo("0.0001832");
    long many = 1L << 53;
    assertThat(cost(usage(null, "m-1", new TokenUsage(many, 0, 0, 0, 0))).amount())
        .isEqualByComparingTo("90071992547.40992");
  }

  @Test
  void whatNoCacheHeldIsInput() {
    ModelUsage whole = new ModelUsage(null, "m-1", 1, new TokenUsage(1000, 0, 800, 0, 1000), 200);
    assertThat(cost(whole).amount()).isEqualByComparingTo("0.00208");
  }

  @Test
  void whatHasNoPriceIsNamedAndNotFree() {
    TokenUsage tokens = new TokenUsage(1_000_000, 0, 0, 0, 0);
    Cost cost = cost(usage("z", "n", tokens), usage(null, "m", tokens), usage(null, null, tokens));
    assertThat(cost).isEqualTo(new Cost(new BigDecimal("1.000000"), 6, List.of("unknown", "z/n")));
    assertThat(cost.complete()).isFalse();
    assertThat(cost(usage("z", "n", tokens)).amount()).isNull();
    assertThat(cost(usage("z", "n", TokenUsage.NONE)))
        .isEqualTo(new Cost(BigDecimal.ZERO, 0, List.of()));
  }

  @Test
  void tokensOfACacheWithoutAPriceHaveNone() {
    TokenUsage written = new TokenUsage(1, 1, 1, 1, 0);
    assertThat(cost(usage("acme", "m-1", written)).unpriced()).containsExactly("acme/m-1");
    TokenUsage read = new TokenUsage(1, 1, 1, 0, 0);
    assertThat(cost(usage("acme", "m-1", read)).amount()).isEqualByComparingTo("0.0003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{| is no JSON, or names a member twice (line 1)",
        "{\"prices\":{},\"prices\":{}}| is no JSON, or names a member twice (line 1)",
        "[]|: the file is not an object",
        "{}|: prices is not an object",
        "{\"prices\":{},\"price\":1}|: the file has the unknown member price",
        "{\"prices\":{},\"currency\":7}|: currency is not a text",
        "{\"prices\":{\" \":{}}}|: prices has a member without a name",
        "{\"prices\":{\"m\":7}}|: prices.m is not an object",
        "{\"prices\":{\"m\":{\"input\":1}}}|: prices.m.output is missing",
        "{\"prices\":{\"m\":{\"input\":-1,\"output\":1}}}|: prices.m.input is not a number of 0 or more",
        "{\"prices\":{\"m\":{\"input\":\"x\",\"output\":1}}}|: prices.m.input is not a number of 0 or more",
        "{\"prices\":{\"m\":{\"input\":null,\"output\":1}}}|: prices.m.input is not a number of 0 or more",
        "{\"prices\":{\"m\":{\"input\":\"1e99\",\"output\":1}}}|: prices.m.input has too many digits",
        "{\"prices\":{\"m\":{\"input\":1,\"output\":1,\"cached\":1}}}|: prices.m has the unknown member cached",
        "{\"prices\":{\"m\":{\"input\":1,\"output\":1,\"cache_read\":null}}}|: prices.m.cache_read is not a number of 0 or more"
      })
  void aFileOfAnotherFormIsRefusedByName(String json, String fault) throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), json);
    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOf(InvalidData.class)
        .hasMessage(file + fault.stripTrailing().replaceFirst("^is", " is"));
  }

  @Test
  void aFileIsReadAndAMissingOneIsAFailureOfReading() throws IOException {
    Path file = folder.resolve("p.json");
    assertThatThrownBy(() -> PriceTable.read(file)).isInstanceOf(UncheckedIOException.class);
    Files.writeString(file, "{\"prices\":{\"m\":{\"input\":\"0.10\",\"output\":1e2}}}");
    PriceTable read = PriceTable.read(file);
    assertThat(read.currency()).isEqualTo("USD");
    assertThat(read.price(null, "m").orElseThrow())
        .isEqualTo(new Price(new BigDecimal("0.10"), new BigDecimal("1e2"), null, null));
  }
}
