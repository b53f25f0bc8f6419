package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Conversations that were made up, to be exported. */
final class Conversations {

  static final OffsetDateTime NOON = OffsetDateTime.parse("2026-05-04T12:00:00.123456+02:00");

  private Conversations() {}

  /** A conversation of some messages. */
  static Conversation saying(Message... messages) {
    return titled("Mint").withMessages(List.of(messages));
  }

  /** A conversation with a title. */
  static Conversation titled(String title) {
    return Conversation.of(
        new ConversationHeader(
            "c-1", title, null, null, null, null, NOON, NOON, TokenUsage.NONE, false));
  }

  /** An assistant's message. */
  static Message assistant(Part... parts) {
    return new Message(Role.ASSISTANT, List.of(parts));
  }

  /** A tool's answer. */
  static Part.ToolResult answer(String callId, boolean error, Part... content) {
    return new Part.ToolResult(callId, null, List.of(content), error);
  }

  /** One as people have them: prose, a table, code, tools, thoughts, an image. */
  static Conversation ordinary() {
    ConversationHeader header =
        new ConversationHeader(
            "0195f0a0-1111-7222-8333-444455556666",
            "What grows in the shade of a north-facing balcony?",
            "/home/ana/garden/balcony",
            "acme",
            "main",
            "acme-large-2",
            NOON,
            NOON.plusHours(3),
            new TokenUsage(48_213, 3_907, 31_044, 9_120, 0),
            false);
    return Conversation.of(header)
        .withMessages(messages())
        .withUsage(usage("acme-large-2", 40_000))
        .withUsage(usage("acme-large-2", 7_000))
        .withUsage(usage("acme-small-1", 1_213))
        .withMetric(
            MetricEvent.llm(
                NOON,
                1,
                Duration.ofMillis(420),
                Duration.ZERO,
                Duration.ofMillis(12_345),
                null,
                null,
                null))
        .withMetric(MetricEvent.tool(NOON, 1, "read_file", null, Duration.ofMillis(87)))
        .withCost("{\"currency\":\"EUR\",\"total\":0.1832}");
  }

  private static UsageRecord usage(String model, long in) {
    return new UsageRecord(
        NOON, 1, model, "acme", null, new TokenUsage(in, in / 12, in / 2, in / 5, 0));
  }

  private static List<Message> messages() {
    return List.of(
        Message.system("You help people with their gardens. Be brief."),
        new Message(
            Role.USER,
            List.of(
                new Part.Text(
                    "My balcony faces north.\nWhat can I grow there? The amounts are in `plan.md`."),
                new Part.Media("image/png", picture(), null))),
        assistant(
            new Part.Reasoning("The plan first, then what stands **shade**.", "sig", null),
            new Part.Text("I will look at the plan first."),
            new Part.ToolCall("call-1", "read_file", "{\"path\":\"plan.md\",\"lines\":[1,200]}"),
            new Part.ToolCall("call-2", "look_up", "{\"light\":\"shade\",\"place\":\"balcony\"}")),
        new Message(
            Role.TOOL,
            List.of(
                answer("call-1", false, new Part.Text("# Plan\n\nmint      4 pots\nchives    2\n")),
                answer("call-2", true, new Part.Text("the service did not answer (timeout)")))),
        assistant(new Part.Text(ADVICE)),
        Message.user("Thanks! And https://example.org/balcony says that ivy would do, too?"),
        assistant(new Part.Text("Yes, ivy as well: it climbs, and it needs *no* sun at all.")));
  }

  private static final String ADVICE =
      """
      ## What grows in the shade

      The look-up failed, but **mint, parsley and chives** are safe. In short:

      | plant   | light      | water        | pots |
      |---------|------------|:------------:|-----:|
      | mint    | shade      | a lot        |    4 |
      | chives  | half shade | little       |    2 |
      | ivy     | any        | now and then |    1 |

      1. Put the pots where the *morning* light falls.
      2. Water in the evening:

         ```java
         for (Pot pot : balcony.pots()) { pot.water(pot.plant().isThirsty() ? Litres.of(0.5) : Litres.NONE, Evening.TODAY); }
         ```

      > Ferns grow there as well, if you do not want to eat them.

      See [the notes](https://example.org/notes) and `/home/ana/garden/balcony/a-rather-long-name-of-a-folder-that-has-no-space-in-it/plan.md`.
      """;

  private static String picture() {
    BufferedImage image = new BufferedImage(320, 120, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        image.setRGB(x, y, new Color(60 + y, 140 + x / 4, 90).getRGB());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
