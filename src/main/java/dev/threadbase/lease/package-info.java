/**
 * Turn leases: who may move a thread's head now.
 *
 * <p>A turn of an agent takes seconds to hours, and two of them must never write one thread. {@link
 * dev.threadbase.lease.TurnLeases} hands out one lease a thread; every write can carry it, and the
 * statement that writes refuses a lease that is not the thread's any more. {@link
 * dev.threadbase.lease.LeaseKeeper} renews leases while their turns run.
 */
@NullMarked
package dev.threadbase.lease;

import org.jspecify.annotations.NullMarked;
