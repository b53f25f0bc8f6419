package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader of pod records takes and refuses. Quotes are single in the tables. */
class PodMetadataTest {

  private static final UUID SESSION = UUID.fromString("01960000-0000-7000-8000-00000000000a");

  @Test
  void unknownMembersAreNotKept() {
    PodMetadata pod = PodMetadata.parse("{\"pod_name\":\"w\",\"zzz\":1}");
    assertThat(pod).isEqualTo(PodMetadata.of("w", null));
    assertThat(pod.toJson()).isEqualTo("{\n  \"pod_name\": \"w\"\n}");
  }

  @Test
  void sessionWithoutALogIsPending() {
    String json = "{\"pod_name\":\"w\",\"active\":{\"session_id\":\"" + SESSION + "\"}}";
    assertThat(PodMetadata.parse(json).active()).isEqualTo(PodActiveSegmentRef.pending(SESSION));
    assertThat(PodActiveSegmentRef.active(SESSION, SESSION).segmentId()).isEqualTo(SESSION);
  }

  @Test
  void nullIsNoActiveLog() {
    assertThat(PodMetadata.parse("{\"pod_name\":\"w\",\"active\":null}").active()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|a pod record: missing field `pod_name`",
        "{'pod_name':null}|`pod_name` must be a string",
        "{'pod_name':'w','active':{}}|active: missing field `session_id`",
        "{'pod_name':'w','active':{'session_id':'x'}}|`session_id` must be a UUID",
        "{'pod_name':'w','spawned_children':null}|`spawned_children` must be an array",
        "{'pod_name':'w','spawned_children':[{'pod_name':'c','socket_path':'s',"
            + "'callback_address':'a'}]}|spawned_children[0]: missing field `scope_delegated`",
        "{'pod_name':'w','spawned_children':[{'pod_name':'c','socket_path':'s','scope_delegated':"
            + "[{'target':'/','permission':'any'}],'callback_address':'a'}]}"
            + "|scope_delegated[0]: missing field `recursive`",
        "no JSON|a pod record is not JSON"
      })
  void refusesAndSaysWhy(String json, String reason) {
    assertThatThrownBy(() -> PodMetadata.parse(json.replace('\'', '"')))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessageContaining(reason);
  }
}
