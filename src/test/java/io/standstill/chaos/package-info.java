/**
 * The service as processes of their own, and all that can befall them: killed, frozen, with a wrong clock, behind a bad
 * line, on a database that crashes. Whatever is done to them, what was promised must hold afterwards.
 */
@NullMarked
package io.standstill.chaos;

import org.jspecify.annotations.NullMarked;
