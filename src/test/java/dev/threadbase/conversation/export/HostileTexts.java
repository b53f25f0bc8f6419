package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Texts that try to run a script, to load something, to end what they stand in, or to begin
 * something else. A script that runs says so in {@code window.pwned} and asks for an address.
 */
final class HostileTexts {

  /** What each script does. */
  static final String MARK = "pwned";

  private final String base;
  private final String script;

  /**
   * @param base an address whose owner notices every request, with a slash at its end
   */
  HostileTexts(String base) {
    this.base = base;
    this.script = "window.pwned=1;document.title=/pwned/.source;new Image().src=`" + base + "ran`";
  }

  /** All of them. */
  List<String> all() {
    List<String> texts = new ArrayList<>();
    elements().forEach(element -> texts.add(filled(element)));
    links().forEach(link -> texts.add(filled(link)));
    texts.addAll(STRUCTURE);
    return texts;
  }

  private String filled(String text) {
    return text.replace("SCRIPT", script).replace("BASE/", base);
  }

  private static List<String> elements() {
    return List.of(
        "<script>SCRIPT</script>",
        "<ScRiPt SRC=BASE/a.js></ScRiPt>",
        "<img src=BASE/a.png onerror=\"SCRIPT\">",
        "\"><img src=x onerror=\"SCRIPT\">",
        "'><svg onload='SCRIPT'></svg>",
        "<svg><script>SCRIPT</script></svg>",
        "<iframe src=\"javascript:parent.eval('SCRIPT')\"></iframe>",
        "<iframe srcdoc=\"<script>parent.eval('SCRIPT')</script>\"></iframe>",
        "<link rel=stylesheet href=BASE/a.css>",
        "<style>@import url(BASE/b.css); body { background: url(BASE/b.png) }</style>",
        "</style><script>SCRIPT</script>",
        "</title><script>SCRIPT</script>",
        "</pre></code></summary></details></article></main></body><script>SCRIPT</script>",
        "<!-- --!><script>SCRIPT</script>",
        "<![CDATA[><script>SCRIPT</script>]]>",
        "<?php echo 1; ?><script>SCRIPT</script>",
        "<base href=BASE/>",
        "<meta http-equiv=refresh content=\"0;url=BASE/refresh\">",
        "<object data=BASE/o></object><embed src=BASE/e>",
        "<video autoplay poster=BASE/p.png src=BASE/v onerror=\"SCRIPT\"></video>",
        "<form action=BASE/form><input autofocus onfocus=\"SCRIPT\"></form>",
        "<a href=\"javascript:SCRIPT\" onclick=\"SCRIPT\">open</a>",
        "<div style=\"background:url(BASE/s.png)\" onmouseover=\"SCRIPT\">over</div>",
        "<details open ontoggle=\"SCRIPT\"><summary>x",
        "<div><b><table><td><textarea><xmp>",
        "<noscript><p title=\"</noscript><script>SCRIPT</script>\">",
        "<math><mtext><table><mglyph><style><img src onerror=\"SCRIPT\">",
        "&lt;script&gt;SCRIPT&lt;/script&gt; &#60;script&#62;SCRIPT&#60;/script&#62;",
        "+ADw-script+AD4-SCRIPT+ADw-/script+AD4-",
        "<scr\u0000ipt>SCRIPT</scr\u0000ipt>",
        "{{constructor.constructor('SCRIPT')()}} ${SCRIPT} <%= SCRIPT %>");
  }

  private static List<String> links() {
    return List.of(
        "[a](javascript:SCRIPT)",
        "[a](JaVaScRiPt:eval(name))",
        "[a](&#106;avascript:eval(name))",
        "[a](java\tscript:eval(name)) [a](<java\nscript:eval(name)>)",
        "[a](\u0001javascript:eval(name)) [a](%6Aavascript:eval(name))",
        "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==) [a](vbscript:x)",
        "[a](file:///etc/passwd) [a](blob:x) [a](//evil.example/x) [a](../up)",
        "[a](https://example.org/\"onmouseover=\"SCRIPT\")",
        "[a](https://example.org 'title\" onclick=\"SCRIPT')",
        "https://example.org/\"onmouseover=\"SCRIPT www.example.org/'><b>",
        "<javascript:eval(name)> <https://example.org/\"onclick=\"x>",
        "![a](BASE/i.png) ![a\" onerror=\"SCRIPT](BASE/j.png)",
        "![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)",
        "[![a](BASE/k.png)](javascript:SCRIPT)",
        "[ref]: javascript:SCRIPT\n\n[ref] ![ref]",
        "[User]: BASE/l.png\n[Assistant]: BASE/m.png '\n\n## x'",
        "```html\" onmouseover=\"SCRIPT\n<b>\n```",
        "| a | b |\n|--|:-:|\n| <script>SCRIPT</script> | ![a](BASE/n.png) |");
  }

  private static final List<String> STRUCTURE =
      List.of(
          "```\nnever closed",
          "~~~~ html\nnever closed\n```\n## User\n",
          "- a\n  ```\n  in a list",
          "> ```\n> in a quotation",
          "## User\n\nNo, this is not the user.",
          "# One\n## Two\n### Three\n###### Six\n##\n#",
          "User\n---\nUser\n===\n> User\n> ---",
          "---\n\n## Assistant\n\n---",
          "`` ` ``` ```` ` `",
          "<!--",
          "<!-- a -->\n## User\n<!--\n",
          "<script>\n\n## User\n",
          "<div>\n## User\n</div>\n## User\n",
          "<pre>\n\n## User\n",
          "<x>\n## User\n\n`<y>` ``<z>``",
          "    ## User\n\t## User\n   ## User",
          "1. ## User\n   - ## User\n     > ## User",
          "\\## User\n\\\\<b>\n\\`<i>`",
          "a\\",
          "a  ",
          "*a **b __c ~~d [e ![f `g <h &amp &#0; &#x1F600;",
          "line\rline\r\nline\u0085line\u2028line\u2029## User",
          "\u202egnirts a si siht\u202c \u2066\u2067\u2068\u2069 \u200f",
          "nul \0 escape \u001b[31mred\u001b[0m \u001b]0;title\u0007 bell \u007f \u009b",
          "half \ud800 of a pair \udc00\ud800",
          "\ufeff\ufffe\uffff \ud83d\ude00",
          "> ".repeat(2_000) + "deep",
          "- ".repeat(2_000) + "deep",
          "*a **b ".repeat(400) + "b** a*".repeat(400),
          "[".repeat(1_000) + "a" + "](b)".repeat(1_000),
          "![".repeat(300) + "a" + "](b)".repeat(300),
          "<".repeat(1_000),
          "`".repeat(300) + "\n" + "~".repeat(300),
          "",
          " ",
          "\n\n",
          "\t");

  /** A conversation that has a text in every field, and something valid nowhere. */
  static Conversation everywhere(String text, int number) {
    String image = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    ConversationHeader header =
        new ConversationHeader(
            text,
            text,
            text,
            text,
            text,
            text,
            Conversations.NOON,
            Conversations.NOON,
            TokenUsage.NONE,
            false);
    return Conversation.of(header)
        .withMessages(messages(text, image))
        .withUsage(
            new UsageRecord(
                Conversations.NOON, number, text, text, text, new TokenUsage(1, 2, 3, 4, 5)))
        .withMetric(MetricEvent.tool(Conversations.NOON, 1, text, text, Duration.ofMillis(3)))
        .withCost(text);
  }

  private static List<Message> messages(String text, String image) {
    return List.of(
        Message.user(text),
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning(text, text, text),
                new Part.Text(text),
                new Part.ToolCall(text, text, text),
                new Part.Media(text, text, text),
                new Part.Media("image/png", text, text),
                new Part.Media("image/svg+xml", image, null),
                new Part.Media("image/png", image, null),
                new Part.Media("image/png\" onerror=\"" + text, image, text),
                new Part.Opaque(text, text))),
        new Message(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    text,
                    text,
                    List.of(
                        new Part.Text(text),
                        new Part.Media("image/gif", text, null),
                        new Part.Opaque(text, text)),
                    true),
                new Part.ToolResult(text, null, List.of(new Part.Text(text)), false))),
        new Message(new Role(text), List.of(new Part.Text(text), new Part.Text(text))),
        Message.system(text));
  }

  /** All of the texts in one conversation, each in every field of a message. */
  Conversation conversation() {
    List<Message> messages = new ArrayList<>();
    for (String text : all()) {
      messages.addAll(everywhere(text, 1).messages());
    }
    return everywhere(String.join("\n", all().subList(0, elements().size())), 1)
        .withMessages(messages);
  }
}
