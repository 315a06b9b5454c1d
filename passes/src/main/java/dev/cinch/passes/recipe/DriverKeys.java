// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.passes.drive.Times;
import java.util.Locale;

/**
 * What holds weights to a representation while their stage trains.
 *
 * @param driver which
 * @param times when the constraint is renewed
 * @param strength of the attraction, for {@link Driver#ALTERNATE}
 * @param growth of the strength at each renewal
 */
record DriverKeys(Driver driver, Times times, double strength, double growth) {

  /** One constraint, several drivers (law 3 of the algebra). */
  enum Driver {
    ONCE,
    STEP,
    ALTERNATE
  }

  static final Parameter DRIVER =
      new Parameter(
          "driver",
          Kind.Choice.of(Driver.values()),
          "once",
          "for stages that train: what is done at the start is held; or weights go on learning"
              + " behind what the network computes with; or learning and compression take turns");
  static final Parameter INTERVAL =
      new Parameter(
          "interval",
          new Kind.Whole(1, 1_000_000, false),
          "100",
          "steps from one renewal of what is held to the next");
  static final Parameter UNTIL =
      new Parameter(
          "until",
          new Kind.Real(0, 1, ""),
          "0.7",
          "share of the stage after which nothing is renewed any more");
  static final Parameter STRENGTH =
      new Parameter(
          "strength",
          new Kind.Real(0, 1000, ""),
          "0.01",
          "for driver: alternate, how strongly weights are pulled at the start");
  static final Parameter GROWTH =
      new Parameter(
          "growth",
          new Kind.Real(0.99, 100, ""),
          "1",
          "for driver: alternate, by which the strength is multiplied at each renewal");

  static DriverKeys of(Arguments given) {
    return new DriverKeys(
        Driver.valueOf(given.word(DRIVER.name()).toUpperCase(Locale.ROOT)),
        new Times(given.whole(INTERVAL.name()), given.real(UNTIL.name())),
        given.real(STRENGTH.name()),
        given.real(GROWTH.name()));
  }
}
