package dev.threadbase.transfer.format;

import dev.threadbase.segment.LogEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Where the files of yoi's session store lie: a folder for each session with a log and perhaps a
 * trace for each segment, and beside them one for each pod.
 */
public final class SegmentFilesLayout {

  /** The format's name. */
  public static final String NAME = "segment-files";

  /** The folder of the pods. */
  public static final String PODS = "pods";

  /** A pod's record. */
  public static final String POD_RECORD = "metadata.json";

  private static final String TRACE_ENDING = ".trace.jsonl";
  private static final String LOG_ENDING = ".jsonl";
  private static final Pattern CANONICAL_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Set<String> LOG_KINDS =
      Arrays.stream(LogEntry.Kind.values())
          .map(kind -> kind.wireName())
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> TRACE_KINDS = Set.of("stream_event", "lifecycle");
  private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");
  private static final Pattern PORT = Pattern.compile("(com|lpt)[0-9]");
  private static final int LONGEST_NAME = 255;

  private SegmentFilesLayout() {}

  /** What a file is. */
  public enum Role {
    /** The log of a segment. */
    LOG,
    /** The trace of a segment. */
    TRACE,
    /** The record of a pod. */
    POD
  }

  /**
   * What a file is of this format; empty if it is of another.
   *
   * @param firstLines its first readable lines, which may be none
   */
  public static Optional<Role> role(Path file, List<JsonNode> firstLines) {
    String name = name(file);
    boolean placed = segment(file).isPresent() && session(file).isPresent();
    if (isPodRecord(file) || (name.equals(POD_RECORD) && has(firstLines, "pod_name"))) {
      return Optional.of(Role.POD);
    }
    if (name.endsWith(TRACE_ENDING)) {
      boolean trace = isKind(firstLines, TRACE_KINDS) && has(firstLines, "turn");
      return placed || trace ? Optional.of(Role.TRACE) : Optional.empty();
    }
    return placed || isKind(firstLines, LOG_KINDS) ? Optional.of(Role.LOG) : Optional.empty();
  }

  private static boolean has(List<JsonNode> lines, String member) {
    return !lines.isEmpty() && lines.get(0).has(member);
  }

  private static boolean isKind(List<JsonNode> lines, Set<String> kinds) {
    return has(lines, "ts") && kinds.contains(JsonFields.textOrEmpty(lines.get(0), "kind"));
  }

  /** Whether a file lies where the records of pods do. */
  public static boolean isPodRecord(Path file) {
    Path pods = SessionTreeFolder.of(SessionTreeFolder.of(file));
    return name(file).equals(POD_RECORD) && name(pods).equals(PODS);
  }

  /** The segment that a file's name names, in the form in which ids are written. */
  public static Optional<UUID> segment(Path file) {
    String name = name(file);
    String ending = name.endsWith(TRACE_ENDING) ? TRACE_ENDING : LOG_ENDING;
    return name.endsWith(ending)
        ? id(name.substring(0, name.length() - ending.length()))
        : Optional.empty();
  }

  /** Whether a file is a trace by its name. */
  public static boolean isTrace(Path file) {
    return name(file).endsWith(TRACE_ENDING);
  }

  /** The session that a file's folder names. */
  public static Optional<UUID> session(Path file) {
    return id(name(SessionTreeFolder.of(file)));
  }

  /** An id as it is written: lower case, with hyphens. */
  public static Optional<UUID> id(String text) {
    return CANONICAL_ID.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /** The name of a log's file. */
  public static String logName(UUID segment) {
    return segment + LOG_ENDING;
  }

  /** The name of a trace's file. */
  public static String traceName(UUID segment) {
    return segment + TRACE_ENDING;
  }

  /** The name of the folder that a file lies in. */
  public static String folderName(Path file) {
    return name(SessionTreeFolder.of(file));
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /**
   * The name of a pod's folder: that of the pod, as the reference has it, if that is the name of a
   * folder everywhere; else with percent signs and hexadecimal digits for what is not.
   */
  public static String podFolder(String pod) {
    StringBuilder folder = new StringBuilder();
    int last = pod.length() - 1;
    for (int i = 0; i < pod.length(); ) {
      int c = pod.codePointAt(i);
      boolean atEnd = i == last && (c == '.' || c == ' ');
      if (c < ' ' || c == 0x7f || "<>:\"/\\|?*%".indexOf(c) >= 0 || atEnd) {
        folder.append(escaped(c));
      } else {
        folder.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return isDevice(pod) ? escapedStart(folder.toString()) : folder.toString();
  }

  /** The name with its first character spelled as its bytes; the same name to an import. */
  public static String escapedStart(String folder) {
    int first = folder.codePointAt(0);
    return first == '%' ? folder : escaped(first) + folder.substring(Character.charCount(first));
  }

  /** Whether a folder can have a name. */
  public static boolean isShort(String folder) {
    return folder.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
  }

  /** Names that some systems take for a device, whatever ending they have. */
  private static boolean isDevice(String pod) {
    String stem = pod.toLowerCase(Locale.ROOT);
    int dot = stem.indexOf('.');
    stem = dot < 0 ? stem : stem.substring(0, dot);
    return DEVICES.contains(stem) || PORT.matcher(stem).matches();
  }

  private static String escaped(int c) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      escaped.append('%').append("%02X".formatted(b & 0xff));
    }
    return escaped.toString();
  }

  /** Whether a folder is where a pod's record lies. */
  public static boolean isFolderOf(String pod, String folder) {
    String ordinary = podFolder(pod);
    return folder.equals(pod)
        || folder.equals(ordinary)
        || (!ordinary.isEmpty() && folder.equals(escapedStart(ordinary)));
  }
}
