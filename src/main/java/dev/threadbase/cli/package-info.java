/** The command line: the only package that prints. */
@NullMarked
package dev.threadbase.cli;

import org.jspecify.annotations.NullMarked;
