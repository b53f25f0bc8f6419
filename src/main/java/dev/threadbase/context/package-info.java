/**
 * Context: what a model is sent, projected from a path. Pure functions of entries, and the store's
 * way to run them without reading more than they need.
 */
@NullMarked
package dev.threadbase.context;

import org.jspecify.annotations.NullMarked;
