package dev.threadbase.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is asked. Null means that the provider decides.
 *
 * @param maxTokens the most tokens of an answer, unsigned 32-bit
 * @param temperature the temperature, finite
 * @param topP the share of probability that is sampled from, finite
 * @param topK how many candidates are sampled from, unsigned 32-bit
 * @param stopSequences texts at which an answer ends, in order
 * @param reasoning how much the model is to think
 */
public record RequestConfig(
    @Nullable Long maxTokens,
    @Nullable Float temperature,
    @Nullable Float topP,
    @Nullable Long topK,
    List<String> stopSequences,
    @Nullable Reasoning reasoning) {

  /** Nothing is asked for. */
  public static final RequestConfig DEFAULT =
      new RequestConfig(null, null, null, null, List.of(), null);

  /**
   * Copies the stop sequences.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public RequestConfig {
    Ranges.checkU32(maxTokens, "maxTokens");
    Ranges.checkFinite(temperature, "temperature");
    Ranges.checkFinite(topP, "topP");
    Ranges.checkU32(topK, "topK");
    stopSequences = List.copyOf(stopSequences);
  }

  /** This configuration with another limit of the answer. */
  public RequestConfig withMaxTokens(@Nullable Long value) {
    return new RequestConfig(value, temperature, topP, topK, stopSequences, reasoning);
  }

  /** This configuration with another temperature. */
  public RequestConfig withTemperature(@Nullable Float value) {
    return new RequestConfig(maxTokens, value, topP, topK, stopSequences, reasoning);
  }

  /** This configuration with another share of probability. */
  public RequestConfig withTopP(@Nullable Float value) {
    return new RequestConfig(maxTokens, temperature, value, topK, stopSequences, reasoning);
  }

  /** This configuration with another number of candidates. */
  public RequestConfig withTopK(@Nullable Long value) {
    return new RequestConfig(maxTokens, temperature, topP, value, stopSequences, reasoning);
  }

  /** This configuration with other stop sequences. */
  public RequestConfig withStopSequences(List<String> value) {
    return new RequestConfig(maxTokens, temperature, topP, topK, value, reasoning);
  }

  /** This configuration with another measure of thinking. */
  public RequestConfig withReasoning(@Nullable Reasoning value) {
    return new RequestConfig(maxTokens, temperature, topP, topK, stopSequences, value);
  }

  @Override
  public String toString() {
    return "RequestConfig[maxTokens=%s, temperature=%s, topP=%s, topK=%s, %d stop sequences]"
        .formatted(maxTokens, temperature, topP, topK, stopSequences.size());
  }
}
