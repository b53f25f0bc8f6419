/**
 * Foreign formats, a class each: how to recognise one, the shape of its tree, and its lines as
 * entries.
 */
@NullMarked
package dev.threadbase.transfer.format;

import org.jspecify.annotations.NullMarked;
