// For how long nothing was heard, by two clocks: one may be set, the other may stand while a machine sleeps.

/** The service says something at least so often. */
export const HEARTBEAT = 15_000;

/** So often a worker tells its tabs that it is there, whatever becomes of the service. */
export const HERE = 5_000;

/** Begins anew whenever something is heard. */
export class Silence {
  constructor() {
    /** When something was heard last, in milliseconds as this machine has the time; null: never. */
    this.since = null;
    this.steady = 0;
  }

  /** Something is heard now, or was then. */
  ends(at = Date.now()) {
    const ago = Math.max(0, Date.now() - at);
    this.since = at;
    this.steady = performance.now() - ago;
  }

  /** In milliseconds; without end where nothing was ever heard. */
  get length() {
    return this.since === null ? Infinity : Math.max(Date.now() - this.since, performance.now() - this.steady);
  }
}
