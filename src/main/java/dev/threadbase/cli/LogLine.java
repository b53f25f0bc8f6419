package dev.threadbase.cli;

import dev.threadbase.segment.SegmentInfo;
import dev.threadbase.segment.SegmentTree;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log as {@code --json} prints it; the components are the names, in their order. */
record LogLine(
    String sessionId,
    String segmentId,
    String kind,
    @Nullable String sourceSegmentId,
    @Nullable BigInteger atTurnIndex,
    BigInteger baseTurn,
    long depth,
    boolean leaf,
    long entries,
    Instant createdAt) {

  /** The logs of a session, newest first. */
  static List<LogLine> of(SegmentTree session) {
    return session.segments().stream().map(log -> of(session, log)).toList();
  }

  private static LogLine of(SegmentTree session, SegmentInfo log) {
    UUID source = log.source();
    return new LogLine(
        session.sessionId().toString(),
        log.segmentId().toString(),
        log.kind().name().toLowerCase(Locale.ROOT),
        source == null ? null : source.toString(),
        source == null ? null : Unsigned.of(log.atTurnIndex()),
        Unsigned.of(log.baseTurn()),
        session.depth(log.segmentId()),
        session.children(log.segmentId()).isEmpty(),
        log.entries(),
        log.createdAt());
  }
}
