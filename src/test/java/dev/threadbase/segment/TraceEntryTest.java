package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader of traces takes and refuses. Quotes are single in the tables. */
class TraceEntryTest {

  @Test
  void lifecycleWithoutCallAndDataHasNeither() {
    String line = "{\"ts\":1,\"turn\":0,\"kind\":\"lifecycle\",\"label\":\"x\"}";
    TraceEntry entry = TraceEntry.parse(line);
    assertThat(entry).isEqualTo(new TraceEntry(1, 0, null, new TraceEntry.Lifecycle("x", null)));
    assertThat(entry.toJson()).isEqualTo(line);
  }

  @Test
  void nullIsNoCallAndNoData() {
    String line =
        "{\"kind\":\"lifecycle\",\"data\":null,\"label\":\"x\",\"llm_call\":null,\"turn\":0,\"ts\":1,"
            + "\"extra\":[]}";
    assertThat(TraceEntry.parse(line).toJson())
        .isEqualTo("{\"ts\":1,\"turn\":0,\"kind\":\"lifecycle\",\"label\":\"x\"}");
    assertThat(new TraceEntry.Lifecycle("x", " null ").dataJson()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'turn':0,'kind':'lifecycle','label':'x'}|missing field `ts`",
        "{'ts':1,'kind':'lifecycle','label':'x'}|missing field `turn`",
        "{'ts':1,'turn':0,'label':'x'}|missing field `kind`",
        "{'ts':1,'turn':0,'kind':'other'}|unknown kind `other`, expected one of stream_event, life",
        "{'ts':1,'turn':0,'kind':'stream_event'}|(stream_event): missing field `event`",
        "{'ts':1,'turn':0,'kind':'lifecycle'}|missing field `label`",
        "{'ts':1,'turn':-1,'kind':'lifecycle','label':'x'}|`turn` must be an unsigned",
        "{'ts':1,'turn':0,'llm_call':'1','kind':'lifecycle','label':'x'}|`llm_call` must be",
        "{'ts':1,'turn':0,'turn':0,'kind':'lifecycle','label':'x'}|duplicate field `turn`",
        "[]|a trace entry: not a JSON object"
      })
  void refusesAndSaysWhy(String line, String reason) {
    assertThatThrownBy(() -> TraceEntry.parse(line.replace('\'', '"')))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessageContaining(reason);
  }
}
