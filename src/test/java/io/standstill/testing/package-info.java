/** What tests share: a real database, a clock in the test's hand, processes of our own, and consumers not of our making. */
@NullMarked
package io.standstill.testing;

import org.jspecify.annotations.NullMarked;
