/**
 * A long life under mixed load: the packaged service as a process of its own, asked for everything it can do, and held
 * to take no more after an hour than it took before.
 */
package io.standstill.longlife;
