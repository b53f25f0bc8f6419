package dev.threadbase.conversation;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file of prices. What is not understood is refused: a price that was meant and not read
 * would be a wrong sum.
 *
 * @param name the file, as errors name it
 */
record PriceFile(String name) {

  private static final String USD = "USD";
  private static final Set<String> MEMBERS = Set.of("input", "output", "cache_read", "cache_write");
  private static final int LONGEST_NUMBER = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  PriceTable read(String json) {
    JsonNode file = parse(json);
    require(file.isObject(), "the file", "is not an object");
    onlyKnows(file, "the file", Set.of("currency", "prices"));
    JsonNode currency = file.path("currency");
    require(currency.isMissingNode() || isWord(currency), "currency", "is not a text");
    JsonNode prices = file.path("prices");
    require(prices.isObject(), "prices", "is not an object");
    Map<String, Price> read = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> price : prices.properties()) {
      require(!price.getKey().isBlank(), "prices", "has a member without a name");
      read.put(price.getKey(), price("prices." + price.getKey(), price.getValue()));
    }
    return new PriceTable(currency.isMissingNode() ? USD : currency.stringValue(), read);
  }

  private JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException broken) {
      var at = broken.getLocation();
      String where = at == null ? "" : " (line " + at.getLineNr() + ")";
      throw new InvalidData(name + " is no JSON, or names a member twice" + where);
    }
  }

  private static boolean isWord(JsonNode value) {
    return value.isString() && !value.stringValue().isBlank();
  }

  private Price price(String member, JsonNode price) {
    require(price.isObject(), member, "is not an object");
    onlyKnows(price, member, MEMBERS);
    return new Price(
        number(member + ".input", price.path("input")),
        number(member + ".output", price.path("output")),
        numberOrNull(member + ".cache_read", price.path("cache_read")),
        numberOrNull(member + ".cache_write", price.path("cache_write")));
  }

  private @Nullable BigDecimal numberOrNull(String member, JsonNode value) {
    return value.isMissingNode() ? null : number(member, value);
  }

  private BigDecimal number(String member, JsonNode value) {
    require(!value.isMissingNode(), member, "is missing");
    BigDecimal number = value.isNumber() ? value.decimalValue() : ofText(value);
    if (number == null || number.signum() < 0) {
      throw fault(member, "is not a number of 0 or more");
    }
    require(Math.abs(number.scale()) < LONGEST_NUMBER, member, "has too many digits");
    return number;
  }

  private static @Nullable BigDecimal ofText(JsonNode value) {
    try {
      return value.isString() ? new BigDecimal(value.stringValue()) : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private void onlyKnows(JsonNode object, String member, Set<String> known) {
    for (String found : object.propertyNames()) {
      require(known.contains(found), member, "has the unknown member " + found);
    }
  }

  private void require(boolean holds, String member, String fault) {
    if (!holds) {
      throw fault(member, fault);
    }
  }

  private InvalidData fault(String member, String fault) {
    return new InvalidData(name + ": " + member + " " + fault);
  }
}
