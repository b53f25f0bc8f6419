package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

abstract class FlightRecordingContract extends Contract {

  private static final String SECRET = "a-secret-of-the-user";

  @Test
  void recordingHoldsNoPayload() throws Exception {
    threads.createThread(ThreadMeta.builder("t").build());
    Path file = Files.createTempFile("threadbase", ".jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      NewEntry entry = NewEntry.raw(EntryType.CUSTOM, "{\"text\":\"" + SECRET + "\"}");
      threads.append("t", entry);
      Entry first = threads.append("t", entry.withId("given"));
      threads.append("t", entry, AppendOptions.DEFAULT.after(first.id()));
      threads.updateThread("t", ThreadUpdate.NOTHING.title(Title.of(SECRET, "host")));
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> statements =
          RecordingFile.readAllEvents(file).stream()
              .filter(event -> event.getEventType().getName().contains("jdbi"))
              .toList();
      assertThat(statements).isNotEmpty();
      assertThat(statements)
          .allSatisfy(event -> assertThat(event.toString()).doesNotContain(SECRET));
    } finally {
      Files.delete(file);
    }
  }
}
