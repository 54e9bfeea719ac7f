/**
 * The dashboard as a person uses it, in a browser not of our making: what is seen, what is ordered, who may, what hostile
 * text does not do, and whom the page keeps out. A class is a story; {@link io.standstill.wall.Wall} is the page in words,
 * and alone knows how it is built. Each class has one service and one browser for all it tells, for both take long to begin.
 *
 * <p>What must hold however the feed behaves is told apart from what a person does: {@link io.standstill.wall.LiveWall} is
 * the page between wires that can be cut or held, with what its own model knows.
 *
 * <p>What the page looks like is written to {@code target/screens/} on the way. Nothing compares the pictures: they are for
 * a person to look at.
 */
@NullMarked
package io.standstill.wall;

import org.jspecify.annotations.NullMarked;
