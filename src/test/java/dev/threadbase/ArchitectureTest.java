package dev.threadbase;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between packages, and who may know which library. */
class ArchitectureTest {

  private static final String ROOT = "dev.threadbase";
  private static final String JDBI = "dev.threadbase.jdbi..";
  private static final String CLI = "dev.threadbase.cli..";
  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.threadbase..");
  private static final DescribedPredicate<JavaClass> CONFIGURATION_AND_ERRORS =
      resideInAPackage(ROOT).and(not(equivalentTo(Threadbase.class))).as("configuration, errors");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void messagesKnowNothingElseOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("dev.threadbase.message..")
        .should()
        .dependOnClassesThat(OURS.and(not(resideInAPackage("dev.threadbase.message.."))))
        .check(MAIN);
  }

  @Test
  void configurationAndErrorsKnowNothingElseOfOurs() {
    noClasses()
        .that(CONFIGURATION_AND_ERRORS)
        .should()
        .dependOnClassesThat(OURS.and(not(CONFIGURATION_AND_ERRORS)))
        .check(MAIN);
  }

  @Test
  void storesKnowOnlyMessagesAndEachOther() {
    onlyKnows(
        new String[] {"thread", "segment", "lease", "lineage", "context"},
        "message",
        "thread",
        "segment",
        "lease",
        "lineage",
        "context");
  }

  @Test
  void conversationsAndPipelineKnowNeitherPoolNorCommandLine() {
    onlyKnows(
        new String[] {"transfer", "conversation", "pipeline"},
        "transfer",
        "conversation",
        "pipeline",
        "message",
        "thread",
        "segment",
        "lease",
        "lineage",
        "context");
  }

  @Test
  void thePoolKnowsStoresConversationsAndSearch() {
    onlyKnows(
        new String[] {"pool"},
        "pool",
        "conversation",
        "search",
        "message",
        "thread",
        "segment",
        "lease",
        "lineage",
        "context");
  }

  @Test
  void searchKnowsNoOther() {
    onlyKnows(new String[] {"search"}, "search");
  }

  @Test
  void threadbaseAloneNamesTheImplementation() {
    noClasses()
        .that(not(resideInAPackage(JDBI)).and(not(equivalentTo(Threadbase.class))))
        .should()
        .dependOnClassesThat(resideInAPackage(JDBI))
        .check(MAIN);
  }

  @Test
  void theImplementationAloneKnowsTheDatabaseLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage(JDBI)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.jdbi..",
                "com.zaxxer..",
                "org.flywaydb..",
                "org.postgresql..",
                "org.sqlite..",
                "java.sql.."))
        .check(MAIN);
  }

  @Test
  void oneClassKnowsFlywayAndTwoKnowHikari() {
    onlyThese("org.flywaydb..", "Migrations");
    onlyThese("com.zaxxer..", "SqliteDatabase", "PostgresDatabase");
  }

  @Test
  void theCommandLineAloneKnowsItsLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("picocli..", "me.tongfei..", "com.github.freva..", "ch.qos.."))
        .check(MAIN);
  }

  @Test
  void theCommandLineAlonePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(MAIN);
  }

  @Test
  void nobodyKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat(resideInAPackage(CLI))
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.threadbase.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  /** Packages that may not be there yet, and the packages beside the root that they may know. */
  private static void onlyKnows(String[] packages, String... known) {
    noClasses()
        .that(resideInAnyPackage(ours(packages)))
        .should()
        .dependOnClassesThat(
            OURS.and(not(CONFIGURATION_AND_ERRORS)).and(not(resideInAnyPackage(ours(known)))))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  private static void onlyThese(String library, String... classes) {
    DescribedPredicate<JavaClass> named =
        DescribedPredicate.describe(
            "named " + String.join(", ", classes),
            type -> List.of(classes).contains(type.getSimpleName()));
    noClasses()
        .that(not(named))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(MAIN);
    classes().that(named).should().dependOnClassesThat(resideInAPackage(library)).check(MAIN);
  }

  private static String[] ours(String... packages) {
    return Arrays.stream(packages).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
  }
}
