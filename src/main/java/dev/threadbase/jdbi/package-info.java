/**
 * The journal in SQL: the only package that knows Jdbi, Flyway, Hikari and the two dialects. Not
 * API.
 *
 * <p>A repository method is one {@code read} or one {@code write} of {@link
 * dev.threadbase.jdbi.Database}; that is the only place where transactions begin and where failures
 * of the database are retried or translated. Every statement that decides something is conditional,
 * and the row it returns is the decision.
 */
@NullMarked
package dev.threadbase.jdbi;

import org.jspecify.annotations.NullMarked;
