package dev.threadbase.conversation;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices of models, given by the caller: Threadbase knows none. A price is named by the beginning
 * of a model's name, or of vendor and model joined by {@code /}; of several that fit, the longest
 * name has the price, and of two as long the one without a vendor, which names more of the model.
 *
 * @param currency what the prices are in, as it is to be shown
 * @param prices prices by name
 */
public record PriceTable(String currency, Map<String, Price> prices) {

  /** Copies the prices. */
  public PriceTable {
    Objects.requireNonNull(currency, "currency");
    prices = Map.copyOf(prices);
  }

  /**
   * Reads a file of prices: a JSON object with {@code prices}, and {@code currency} if it is not
   * {@code USD}. Each member of {@code prices} is an object with {@code input}, {@code output} and,
   * if there is a price for them, {@code cache_read} and {@code cache_write}: numbers of 0 or more,
   * for a million tokens. Numbers may be given as texts.
   *
   * @throws InvalidData if it is of another form; the message names the file and the member
   * @throws UncheckedIOException if the file cannot be read
   */
  public static PriceTable read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new PriceFile(file.toString()).read(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The price of a model; empty if there is none, or nobody says which model it is. */
  public Optional<Price> price(@Nullable String vendor, @Nullable String model) {
    if (model == null) {
      return Optional.empty();
    }
    String full = EndpointStats.key(vendor, model);
    return prices.entrySet().stream()
        .filter(price -> full.startsWith(price.getKey()) || model.startsWith(price.getKey()))
        .max(
            Comparator.comparingInt((Map.Entry<String, Price> price) -> price.getKey().length())
                .thenComparing(price -> model.startsWith(price.getKey())))
        .map(Map.Entry::getValue);
  }

  /** What calls cost. Those of a model without a price are named, and never counted as free. */
  public Cost cost(UsageTotal total) {
    return cost(total.models());
  }

  /** What calls of several models cost; see {@link #cost(UsageTotal)}. */
  public Cost cost(List<ModelUsage> models) {
    BigDecimal sum = null;
    Map<String, Long> unpriced = new TreeMap<>();
    for (ModelUsage usage : models) {
      BigDecimal cost = amount(usage);
      if (cost == null) {
        unpriced.merge(usage.name(), usage.calls(), Long::sum);
      } else {
        sum = sum == null ? cost : sum.add(cost);
      }
    }
    long calls = unpriced.values().stream().mapToLong(Long::longValue).sum();
    return new Cost(sum, calls, new ArrayList<>(unpriced.keySet()));
  }

  /** A call that took nothing costs nothing, whatever the price would be. */
  private @Nullable BigDecimal amount(ModelUsage usage) {
    if (usage.tokens().equals(TokenUsage.NONE)) {
      return BigDecimal.ZERO;
    }
    Optional<Price> price = price(usage.vendor(), usage.model());
    return price.isPresent() ? price.get().of(usage) : null;
  }
}
