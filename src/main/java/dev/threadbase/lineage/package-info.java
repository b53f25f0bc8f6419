/** Where a conversation came from: the fork tree of a session, read only. */
@NullMarked
package dev.threadbase.lineage;

import org.jspecify.annotations.NullMarked;
