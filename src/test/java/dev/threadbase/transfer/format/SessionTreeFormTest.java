package dev.threadbase.transfer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.threadbase.context.ReferenceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Texts and fingerprints that must never change: version 1 of the raw encoder. */
class SessionTreeFormTest {

  private static final String RESULT =
      "'Role':'tool','Content':'out','ToolCallID':'c1','ToolName':'read','ToolResult':";

  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments("{}", "4dc1fab4e675d37d1d914d1b7dda1adb5fa7b8e01942d6aa36cbe436f9ef77e9"),
        arguments(
            "{'type':'user_message','message':{'Role':'user','Content':'hello'}}",
            "67237e04e72be11e99639eed5f41364c60f26629d6b6af8738e730f805f4c8aa"),
        arguments(
            "{'type':'turn_marker','turn_status':'save_point',"
                + "'metadata':{'reason':'tool_result_batch','a':'1'}}",
            "d314f4a5defdfc35a7ea9e7c02b5c3f090f25fb0483cea2b489a2bb820425d0f"),
        arguments(
            "{'type':'turn_marker','turn_status':'started'}",
            "9b32e1981ef18c9fc49e6540b0919b0f253efe368642ce1deb090b130256aee2"),
        arguments(
            "{'type':'user_message','message':{'Role':'user','Content':'a<b>&c \\\"q\\\" \\\\ /"
                + "\\t\\n\\r\\u0001\\u001f\\u007f \\u00e9 \\u6f22 \\ud83d\\ude00 \\u2028\\u2029 end'}}",
            "84eba8ba24d7dce427149d316fb758ab87dc5568b2818046286f50e9ef26ba68"),
        arguments(
            "{'type':'tool_call','message':{'Role':'assistant','Content':'tool_call','Reasoning':'why',"
                + "'ToolCallID':'c1','ToolName':'read','ToolArgs':'{\\\"p\\\":\\\"x\\\"}'}}",
            "7dd74c3583d8df1642026037b7f55d3ce4b9951707a97cf3970b6f37f7375b1a"));
  }

  static Stream<Arguments> moreVectors() {
    return Stream.of(
        arguments(
            "{'type':'tool_result','message':{"
                + RESULT
                + "{'strategy':'tail','truncated':true,'original_bytes':10,'visible_bytes':3,"
                + "'full_output':{'size_bytes':10,'id':'a1'}}}}",
            "58d9d47464930e458b208040dbeceb159eef556ceb1a1e0f9b07330b0df5d2db"),
        arguments(
            "{'type':'tool_result','message':{" + RESULT + "{}}}",
            "9728ce1c686754b3bcf7d806a70c8c08a1f484aef3dd4d5a8cf7cc5da9170bde"),
        arguments(
            "{'type':'compaction','compaction_id':'c1','compacted_through_entry_id':'t-entry-1',"
                + "'summary_schema_version':'floret.compaction.summary.v1','compaction_generation':1,"
                + "'compaction_window_id':'c1','first_kept_entry_id':'t-entry-2',"
                + "'kept_user_entry_ids':['t-entry-1'],'summary':'S','compaction_trigger':'manual',"
                + "'compaction_reason':'manual','compaction_phase':'install','tokens_before':5,"
                + "'tokens_after_estimate':3,'context_usage_before':{'input_tokens':7}}",
            "0470ea1dbed1728c9d4f08d50421af58a51fa5b16e51cb375b5a7205e8184608"),
        arguments(
            "{'type':'model_change','provider':'fake','model':'m1'}",
            "296e9d30880f06b7bce96b4646f6d262937a081ebd8b09f157811ab47edd4447"),
        arguments(
            "{'type':'run_failure','error':'boom'}",
            "1a8a9ebef19f4b6fe1a34c1299dc4bc26f9723670af7b6cb7552e896dcb96182"),
        arguments(
            "{'type':'custom','metadata':{},'kept_user_entry_ids':[]}",
            "5a64299964b68498442b8d3a62b5ba4c7559fd622d11b0896e6f8542fef4dc91"),
        arguments(
            "{'type':'custom','metadata':{'b':'2','B':'1','\\u00e9':'3','a b':'<'}}",
            "c84a755ea9687758638974a733d860a43b141516c1ca75d3541af2cf2926c208"),
        arguments(
            "{'type':'custom','message':{'Content':'\\b\\f'}}",
            "74dd9768622b7ddfd4f7fdfc34b459f968153dfb7a21dc0898d0dfc31f58ebe3"));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private static ObjectNode read(JsonNode line) {
    return SessionTreeForm.ENTRY.read(line, JsonMapper.shared().createObjectNode());
  }

  @ParameterizedTest
  @MethodSource({"vectors", "moreVectors"})
  void theFingerprintOfAnEntryNeverChanges(String entry, String hash) {
    assertThat(SessionTreeForm.hash(SessionTreeForm.raw(json(entry)))).isEqualTo(hash);
  }

  @Test
  void aFingerprintIsTheHashOfItsText() {
    assertThat(SessionTreeForm.hash(""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(SessionTreeForm.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void theTextOfAMessageHasAllItsMembers() {
    JsonNode entry = json("{'type':'user_message','message':{'Role':'user','Content':'hello'}}");
    assertThat(SessionTreeForm.raw(entry))
        .isEqualTo(
            "{\"type\":\"user_message\",\"message\":{\"Role\":\"user\",\"Content\":\"hello\","
                + "\"Reasoning\":\"\",\"ToolCallID\":\"\",\"ToolName\":\"\",\"ToolArgs\":\"\","
                + "\"EntryID\":\"\",\"ParentEntryID\":\"\",\"Kind\":\"\",\"ToolResult\":null,"
                + "\"CompactionID\":\"\",\"CompactionGeneration\":0,\"CompactionWindowID\":\"\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_ZGVtby8x", "id_ZGVtby8xLWNvcHk"})
  void theLinesOfTheReferenceAreWrittenAsItWroteThem(String folder) throws IOException {
    Path tree = Path.of("src/test/resources/sessiontree-files/tree");
    List<String> lines = Files.readAllLines(tree.resolve(folder).resolve("entries.jsonl"));
    for (String line : lines) {
      ObjectNode entry = read(JsonMapper.shared().readTree(line));
      String raw = entry.get("raw").asString();
      assertThat(SessionTreeForm.raw(entry)).isEqualTo(raw);
      assertThat(SessionTreeForm.hash(raw)).isEqualTo(entry.get("raw_hash").asString());
      assertThat(ReferenceJson.compact(SessionTreeForm.prepared(entry))).isEqualTo(line);
    }
    String thread = Files.readString(tree.resolve(folder).resolve("thread.json"));
    assertThat(ReferenceJson.indented(json(thread))).isEqualTo(thread);
  }

  @Test
  void namesMayDifferInCaseAndTheLastOfTwoCounts() {
    ObjectNode entry = read(json("{'ID':'a','Type':'custom','id':'b','error':'1','error':'2'}"));
    assertThat(entry.get("id").asString()).isEqualTo("b");
    assertThat(entry.get("type").asString()).isEqualTo("custom");
    assertThat(entry.get("error").asString()).isEqualTo("2");
  }

  @Test
  void whatIsUnknownOrOfAnotherTypeIsHandedBack() {
    ObjectNode others = JsonMapper.shared().createObjectNode();
    JsonNode line =
        json(
            "{'id':'a','parent_id':null,'path_depth':3,'tokens_before':1.0,"
                + "'message':{'Role':'user','Attachments':null}}");
    ObjectNode entry = SessionTreeForm.ENTRY.read(line, others);
    assertThat(entry.toString()).isEqualTo("{\"id\":\"a\",\"message\":{\"Role\":\"user\"}}");
    assertThat(others)
        .isEqualTo(json("{'path_depth':3,'tokens_before':1.0,'message':{'Attachments':null}}"));
  }
}
