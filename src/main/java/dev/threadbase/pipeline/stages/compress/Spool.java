package dev.threadbase.pipeline.stages.compress;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A stream kept in a temporary file that only its owner may read and that has no name any more once
 * it is open: it is gone with this object, or with the process, however that ends. The lines that
 * are written to it are counted.
 */
final class Spool implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private EntryMeter meter = new EntryMeter();

  private Spool(FileChannel channel) {
    this.channel = channel;
  }

  /** An empty one, in a folder. */
  static Spool open(Path folder) throws IOException {
    Path file = create(folder);
    try {
      return new Spool(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } finally {
      Files.delete(file);
    }
  }

  /** A file for its owner alone. */
  static Path create(Path folder) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Files.createTempFile(folder, "threadbase", ".spool", ownerOnly);
  }

  /** Forgets what it holds and takes what is written. To be flushed, and need not be closed. */
  OutputStream rewrite() throws IOException {
    channel.truncate(0);
    channel.position(0);
    meter = new EntryMeter();
    return new Metered(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), meter);
  }

  /** Counts the last line if it has no newline. Nothing is written after this. */
  void finish() {
    if (meter.isWithinLine()) {
      meter.endOfLine();
    }
  }

  /** What it holds, from the beginning. */
  InputStream read() throws IOException {
    channel.position(0);
    return new FilterInputStream(Channels.newInputStream(channel)) {
      @Override
      public void close() {
        // The channel is read again.
      }
    };
  }

  EntryMeter meter() {
    return meter;
  }

  long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static final class Metered extends OutputStream {
    private final OutputStream output;
    private final EntryMeter meter;

    Metered(OutputStream output, EntryMeter meter) {
      this.output = output;
      this.meter = meter;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      output.write(bytes, offset, length);
      int start = offset;
      for (int i = offset; i < offset + length; i++) {
        if (bytes[i] == '\n') {
          meter.part(i - start);
          meter.newline();
          start = i + 1;
        }
      }
      meter.part(offset + length - start);
    }

    @Override
    public void flush() throws IOException {
      output.flush();
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
