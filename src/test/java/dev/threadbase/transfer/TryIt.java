package dev.threadbase.transfer;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import java.io.ByteArrayOutputStream;
import java.nio.file.*;
import java.util.Arrays;

final class TryIt {
  public static void main(String[] a) throws Exception {
    try (Threadbase t =
        a[0].startsWith("jdbc")
            ? Threadbase.open(ThreadbaseConfig.of(a[0]))
            : Threadbase.open(Path.of(a[0]))) {
      for (int i = 1; i < a.length; i++)
        for (Path f : Importer.files(Path.of(a[i]))) {
          for (int k = 0; k < 2; k++) {
            long start = System.nanoTime();
            ImportReport r = t.importer().importFile(f, ImportOptions.DEFAULT);
            System.out.println(
                (System.nanoTime() - start) / 1_000_000
                    + " ms "
                    + r.file().getFileName()
                    + " "
                    + r.format()
                    + " "
                    + r.threadId()
                    + " lines "
                    + r.lines()
                    + " stored "
                    + r.stored()
                    + " existing "
                    + r.existing()
                    + " repaired "
                    + r.repaired()
                    + " out "
                    + r.leftOut()
                    + " "
                    + r.warnings());
            ByteArrayOutputStream o = new ByteArrayOutputStream();
            t.exporter().export(r.threadId(), r.format(), o);
            System.out.println(
                "  same "
                    + Arrays.equals(o.toByteArray(), Files.readAllBytes(f))
                    + " path "
                    + t.threads().path(r.threadId()).size()
                    + " segs "
                    + t.lineage().ancestors(r.threadId()).size()
                    + " title "
                    + t.threads().thread(r.threadId()).title().text());
          }
          ByteArrayOutputStream o = new ByteArrayOutputStream();
          String th = t.importer().importFile(f, ImportOptions.DEFAULT).threadId();
          t.exporter().export(th, null, o);
          Path n = Files.createTempFile("nat", ".jsonl");
          Files.write(n, o.toByteArray());
          try (Threadbase m = Threadbase.inMemory()) {
            System.out.println(
                "   native " + o.size() + " " + m.importer().importFile(n, ImportOptions.DEFAULT));
            ByteArrayOutputStream o2 = new ByteArrayOutputStream();
            m.exporter().export(th, null, o2);
            System.out.println(
                "   native same "
                    + Arrays.equals(o.toByteArray(), o2.toByteArray())
                    + " again "
                    + m.importer().importFile(n, ImportOptions.DEFAULT));
          }
        }
    }
  }
}
