/**
 * The command line: the only package that prints.
 *
 * <p>Data goes to standard output and nothing else does. {@link dev.threadbase.cli.Main} holds the
 * options that every command takes; a command is one class, and what it prints with {@code --json}
 * is one record whose components are the names that scripts rely on.
 */
@NullMarked
package dev.threadbase.cli;

import org.jspecify.annotations.NullMarked;
