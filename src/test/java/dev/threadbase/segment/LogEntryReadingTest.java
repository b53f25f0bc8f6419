package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a reader of logs takes, what it refuses, and what it writes back. Quotes are single here.
 */
class LogEntryReadingTest {

  private static final String CONFIG =
      "{'max_tokens':null,'temperature':null,'top_p':null,'top_k':null,'stop_sequences':[],"
          + "'reasoning':null}";
  private static final String ID = "01960000-0000-7000-8000-00000000000a";
  private static final String ORIGIN = "{'segment_id':'" + ID + "','at_turn_index':3}";

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal(
            "{'kind':'future_thing','ts':1}",
            "unknown kind `future_thing`, expected one of "
                + "segment_start, invoke, user_input, assistant_item, tool_result, system_item, "
                + "turn_end, run_completed, run_errored, config_changed, llm_usage, extension"),
        refusal("{'ts':1,'turn_count':1}", "missing field `kind`"),
        refusal("{'kind':'assistant_items','ts':1,'items':[]}", "unknown kind `assistant_items`"),
        refusal("{'kind':'Secret text','ts':1}", "unknown kind, expected one of segment_start"),
        refusal("{'kind':7,'ts':1}", "field `kind` must be a string"),
        refusal("{'kind':'turn_end','ts':1,'ts':1,'turn_count':1}", "duplicate field `ts`"),
        refusal("{'kind':'turn_end','kind':'turn_end','ts':1,'turn_count':1}", "duplicate field"),
        refusal("{'kind':'turn_end','turn_count':1}", "turn_end): missing field `ts`"),
        refusal("{'kind':'turn_end','ts':-1,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':-0,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':1.0,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':1e3,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':'1','turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':null,'turn_count':1}", "`ts` must be an unsigned"),
        refusal("{'kind':'turn_end','ts':18446744073709551616,'turn_count':1}", "`ts` is larger"),
        refusal("['turn_end',1,1]", "a log entry: not a JSON object"),
        refusal("", "a log entry is not JSON: it is empty"),
        refusal("{'kind':'turn_end','ts':1,'turn_count':1", "a log entry is not JSON"),
        refusal("{'kind':'turn_end','ts':1,'turn_count':1} 1", "more than one JSON value"),
        refusal("{'kind':'turn_end','ts':01,'turn_count':1}", "a log entry is not JSON"),
        refusal("{'kind':'turn_end','ts':1,'turn_count':1,}", "a log entry is not JSON"),
        refusal("{'kind':'turn_end','ts':NaN,'turn_count':1}", "a log entry is not JSON"),
        refusal("\ufeff{'kind':'turn_end','ts':1,'turn_count':1}", "a log entry is not JSON"),
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

  static Stream<Arguments> refusedWithin() {
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
            "missing field `at_turn_index`"),
        refusal(
            input("{'kind':'paste','id':1,'lines':1,'content':'c'}"),
            "segments[0] (paste): missing field `chars`"),
        refusal(
            input("{'kind':'paste','id':4294967296,'chars':1,'lines':1,'content':'c'}"),
            "`id` is larger than an unsigned 32-bit number"),
        refusal(
            input("{'kind':'text','content':'c'},{'content':'c'}"),
            "segments[1]: missing field `kind`"),
        refusal(input("'text'"), "`segments[0]` must be an object"),
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
            "`recursive` must be a boolean"),
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
            item("{'kind':'reasoning','text':'t','summary':[1]}"), "`summary` must be a string"),
        refusal(config("1.5"), "`reasoning` must be a string or a signed 32-bit number"),
        refusal(config("2147483648"), "`reasoning` must be a string or a signed"),
        refusal(config("true"), "`reasoning` must be a string or a signed"));
  }

  static Stream<Arguments> taken() {
    return Stream.of(
        arguments(
            "{'kind':'turn_end','ts':1,'turn_count':2,'zzz':3,'zzz':4}",
            "{'kind':'turn_end','ts':1,'turn_count':2}"),
        arguments(
            " { 'ts' : 1 ,\t'turn_count' : 2 ,\r\n'kind' : 'turn_end' } ",
            "{'kind':'turn_end','ts':1,'turn_count':2}"),
        same("{'kind':'turn_end','ts':18446744073709551615,'turn_count':0}"),
        arguments(
            start("'session_id':'" + ID + "','config':" + CONFIG + ",'history':[]"), started("")),
        arguments(
            start(
                "'session_id':'0196000000007000800000000000000A','config':"
                    + CONFIG
                    + ",'history':[],'forked_from':null"),
            started("")),
        arguments(
            start("'session_id':'{" + ID + "}','config':{'stop_sequences':[]},'history':[]"),
            started("")),
        arguments(
            start("'session_id':'urn:uuid:" + ID + "','config':" + CONFIG + ",'history':[]"),
            started("")),
        same(started(",'forked_from':" + ORIGIN + ",'compacted_from':" + ORIGIN)),
        arguments(input("{'kind':'image_ref','url':'x'}"), input("{'kind':'unknown'}")),
        same(item("{'kind':'tool_result','call_id':'c','summary':'s'}")),
        same("{'kind':'extension','ts':1,'domain':'d','payload':null}"),
        arguments(
            system(delegated("{'target':'/','permission':'read'}")),
            system(delegated("{'target':'/','permission':'read','recursive':true}"))),
        same(config("'weird'")),
        same(config("-1")),
        arguments(
            config("null").replace("'top_p':null", "'top_p':0.30000001"),
            config("null").replace("'top_p':null", "'top_p':0.3")),
        arguments(
            config("null").replace("'top_p':null", "'top_p':1"),
            config("null").replace("'top_p':null", "'top_p':1.0")),
        arguments(
            item("{'kind':'reasoning','text':'t','summary':[],'encrypted_content':null}"),
            item("{'kind':'reasoning','text':'t'}")),
        arguments(
            item(
                "{'kind':'tool_result','call_id':'c','summary':'s','content':null,"
                    + "'is_error':false}"),
            item("{'kind':'tool_result','call_id':'c','summary':'s'}")));
  }

  @ParameterizedTest
  @MethodSource({"refused", "refusedWithin"})
  void refusesAndSaysWhereAndWhy(String json, String reason) {
    assertThatThrownBy(() -> LogEntry.parse(json))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessageContaining(reason)
        .hasNoCause();
  }

  @ParameterizedTest
  @MethodSource("taken")
  void takesAndWritesInTheOneForm(String json, String written) {
    assertThat(LogEntry.parse(json).toJson()).isEqualTo(written);
  }

  @Test
  void refusalQuotesNoTextOfTheEntry() {
    String secret =
        "{\"kind\":\"run_errored\",\"ts\":1,\"interrupted\":\"hush\",\"message\":\"hush\"}";
    assertThatThrownBy(() -> LogEntry.parse(secret)).hasMessageNotContaining("hush");
    String broken = secret.replace("\"message\"", "\u0001hush");
    assertThatThrownBy(() -> LogEntry.parse(broken)).hasMessageNotContaining("hush");
  }

  private static String start(String members) {
    return "{'kind':'segment_start','ts':1," + members + "}";
  }

  private static String started(String origins) {
    return start(
            "'session_id':'"
                + ID
                + "','system_prompt':null,'config':"
                + CONFIG
                + ",'history':[]"
                + origins)
        .replace('\'', '"');
  }

  private static String input(String segments) {
    return "{'kind':'user_input','ts':1,'segments':[" + segments + "]}";
  }

  private static String system(String item) {
    return "{'kind':'system_item','ts':1,'item':" + item + "}";
  }

  private static String item(String item) {
    return "{'kind':'assistant_item','ts':1,'item':" + item + "}";
  }

  private static String delegated(String rule) {
    return "{'kind':'pod_event','event':{'kind':'scope_sub_delegated','parent_pod':'p',"
        + "'sub_pod':'s','sub_socket':'k','scope':["
        + rule
        + "]},'body':'b'}";
  }

  private static String config(String reasoning) {
    return "{'kind':'config_changed','ts':1,'config':"
        + CONFIG.replace("'reasoning':null", "'reasoning':" + reasoning)
        + "}";
  }

  private static Arguments refusal(String json, String reason) {
    return Arguments.arguments(json.replace('\'', '"'), reason);
  }

  private static Arguments same(String json) {
    return arguments(json, json);
  }

  private static Arguments arguments(String json, String written) {
    return Arguments.arguments(json.replace('\'', '"'), written.replace('\'', '"'));
  }
}
