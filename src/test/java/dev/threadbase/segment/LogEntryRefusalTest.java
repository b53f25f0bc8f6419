package dev.threadbase.segment;

import static dev.threadbase.segment.LogLines.CONFIG;
import static dev.threadbase.segment.LogLines.ID;
import static dev.threadbase.segment.LogLines.config;
import static dev.threadbase.segment.LogLines.delegated;
import static dev.threadbase.segment.LogLines.input;
import static dev.threadbase.segment.LogLines.item;
import static dev.threadbase.segment.LogLines.start;
import static dev.threadbase.segment.LogLines.system;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader of logs refuses, and what it says then. */
class LogEntryRefusalTest {

  static Stream<Arguments> unknownKinds() {
    return Stream.of(
        refusal(
            "{'kind':'future_thing','ts':1}",
            "unknown kind `future_thing`, expected one of "
                + "segment_start, invoke, user_input, assistant_item, tool_result, system_item, "
                + "turn_end, run_completed, run_errored, config_changed, llm_usage, extension"),
        refusal("{'ts':1,'turn_count':1}", "missing field `kind`"),
        refusal("{'kind':'assistant_items','ts':1,'items':[]}", "unknown kind `assistant_items`"),
        refusal("{'kind':'Secret text','ts':1}", "unknown kind, expected one of segment_start"),
        refusal("{'kind':7,'ts':1}", "field `kind` must be a string"));
  }

  static Stream<Arguments> wrongMembers() {
    return Stream.of(
        refusal("{'kind':'turn_end','ts':1,'ts':1,'turn_count':1}", "duplicate field `ts`"),
        refusal("{'kind':'turn_end','kind':'turn_end','ts':1,'turn_count':1}", "duplicate field"),
        refusal("{'kind':'turn_end','turn_count':1}", "turn_end): missing field `ts`"),
        refusal("{'kind':'turn_end','ts':-1,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':-0,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':1.0,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':1e3,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':'1','turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':null,'turn_count':1}", "`ts` must be an unsigned"),
        refusal(
            "{'kind':'turn_end','ts':18446744073709551616,'turn_count':1}",
            "`ts` must be an unsigned"));
  }

  static Stream<Arguments> noEntries() {
    return Stream.of(
        refusal("['turn_end',1,1]", "a log entry: not a JSON object"),
        refusal("", "a log entry is not JSON: it is empty"),
        refusal("{'kind':'turn_end','ts':1,'turn_count':1", "a log entry is not JSON"),
        refusal("{'kind':'turn_end','ts':1,'turn_count':1} 1", "more than one JSON value"),
        refusal("{'kind':'turn_end','ts':01,'turn_count':1}", "a log entry is not JSON"),
        refusal("{'kind':'turn_end','ts':1,'turn_count':1,}", "a log entry is not JSON"),
        refusal("{'kind':'turn_end','ts':NaN,'turn_count':1}", "a log entry is not JSON"),
        refusal("\ufeff{'kind':'turn_end','ts':1,'turn_count':1}", "a log entry is not JSON"));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        refusal("{'kind':'invoke','ts':1,'trigger':'zap'}", "`trigger` must be one of user_send, "),
        refusal(
            "{'kind':'run_completed','ts':1,'interrupted':false,'result':'zzz'}",
            "`result` must be one of finished, paused, limit_reached, yielded"),
        refusal(
            "{'kind':'run_completed','ts':1,'interrupted':0,'result':'paused'}",
            "`interrupted` must be a boolean"),
        refusal("{'kind':'extension','ts':1,'domain':'d'}", "missing field `payload`"),
        refusal(
            "{'kind':'llm_usage','ts':1,'history_len':1,'input_total_tokens':1,"
                + "'cache_read_tokens':1,'cache_write_tokens':1}",
            "missing field `output_tokens`"));
  }

  static Stream<Arguments> wrongStarts() {
    return Stream.of(
        refusal(start("'config':" + CONFIG + ",'history':[]"), "missing field `session_id`"),
        refusal(start("'session_id':'" + ID + "','config':" + CONFIG), "missing field `history`"),
        refusal(start("'session_id':'" + ID + "','history':[]"), "missing field `config`"),
        refusal(
            start("'session_id':'" + ID + "','config':{},'history':[]"),
            "a log entry (segment_start).config: missing field `stop_sequences`"),
        refusal(
            start("'session_id':'" + ID + "0','config':" + CONFIG + ",'history':[]"),
            "`session_id` must be a UUID"),
        refusal(
            start("'session_id':'" + ID + "','config':" + CONFIG + ",'history':null"),
            "`history` must be an array"),
        refusal(
            start(
                "'session_id':'"
                    + ID
                    + "','config':"
                    + CONFIG
                    + ",'history':[],"
                    + "'forked_from':{'segment_id':'"
                    + ID
                    + "'}"),
            "missing field `at_turn_index`"));
  }

  static Stream<Arguments> wrongInputs() {
    return Stream.of(
        refusal(
            input("{'kind':'paste','id':1,'lines':1,'content':'c'}"),
            "segments[0] (paste): missing field `chars`"),
        refusal(
            input("{'kind':'paste','id':4294967296,'chars':1,'lines':1,'content':'c'}"),
            "`id` must be an unsigned 32-bit number"),
        refusal(
            input("{'kind':'text','content':'c'},{'content':'c'}"),
            "segments[1]: missing field `kind`"),
        refusal(input("'text'"), "`segments[0]` must be an object"));
  }

  static Stream<Arguments> wrongSystemItems() {
    return Stream.of(
        refusal(
            system("{'kind':'zap','body':'b'}"),
            "unknown kind `zap`, expected one of notification, pod_event, file_attachment, "
                + "knowledge, workflow, task_reminder, interrupt"),
        refusal(system("{'kind':'interrupt'}"), "item (interrupt): missing field `body`"),
        refusal(
            system("{'kind':'pod_event','event':{'kind':'zap'},'body':'b'}"),
            "item (pod_event).event: unknown kind `zap`, expected one of turn_ended, errored, "),
        refusal(
            system(delegated("{'target':'/','permission':'Read','recursive':true}")),
            "scope[0]: field `permission` must be one of read, write"),
        refusal(
            system(delegated("{'target':'/','permission':'read','recursive':null}")),
            "`recursive` must be a boolean"));
  }

  static Stream<Arguments> wrongItems() {
    return Stream.of(
        refusal(
            item("{'kind':'image'}"),
            "unknown kind `image`, expected one of message, tool_call, tool_result, reasoning"),
        refusal(
            item("{'kind':'message','role':'User','content':[]}"),
            "`role` must be one of user, assistant, system"),
        refusal(
            item("{'kind':'message','role':'user','content':[{'kind':'image'}]}"),
            "content[0]: unknown kind `image`, expected one of text, refusal"),
        refusal(
            item("{'kind':'tool_result','call_id':'c','summary':'s','is_error':null}"),
            "`is_error` must be a boolean"),
        refusal(
            item("{'kind':'reasoning','text':'t','summary':null}"), "`summary` must be an array"),
        refusal(
            item("{'kind':'reasoning','text':'t','summary':[1]}"), "`summary` must be a string"));
  }

  static Stream<Arguments> wrongConfigurations() {
    return Stream.of(
        refusal(config("1.5"), "`reasoning` must be a string or a signed 32-bit number"),
        refusal(config("2147483648"), "`reasoning` must be a string or a signed"),
        refusal(config("true"), "`reasoning` must be a string or a signed"));
  }

  @ParameterizedTest
  @MethodSource({
    "unknownKinds",
    "wrongMembers",
    "noEntries",
    "wrongValues",
    "wrongStarts",
    "wrongInputs",
    "wrongSystemItems",
    "wrongItems",
    "wrongConfigurations"
  })
  void refusesAndSaysWhereAndWhy(String json, String reason) {
    assertThatThrownBy(() -> LogEntry.parse(json))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessageContaining(reason)
        .hasNoCause();
  }

  @Test
  void refusalQuotesNoTextOfTheEntry() {
    String secret =
        "{\"kind\":\"run_errored\",\"ts\":1,\"interrupted\":\"hush\",\"message\":\"hush\"}";
    assertThatThrownBy(() -> LogEntry.parse(secret)).hasMessageNotContaining("hush");
    String broken = secret.replace("\"message\"", "\u0001hush");
    assertThatThrownBy(() -> LogEntry.parse(broken)).hasMessageNotContaining("hush");
  }

  private static Arguments refusal(String json, String reason) {
    return Arguments.arguments(json.replace('\'', '"'), reason);
  }
}
