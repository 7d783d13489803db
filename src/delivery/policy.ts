/** Every constant of delivery. Times are in milliseconds. */

const SECOND = 1000;

/** No wait that anyone asks for is longer. A later time in a note comes from a clock that jumped. */
export const HOUR = 3600 * SECOND;

/** The wait after a failed try doubles up to this. */
export const LONGEST_BACKOFF = 300 * SECOND;

/** After this many failed tries in a row, Kaltura's services are treated as an LRS. They ask for 1, 2 and 4 seconds first. */
export const QUICK_TRIES = 3;

/** Bytes of one request's body at most: below the 64 KiB that a page may have in flight with keepalive, over all lanes. */
export const MOST_BYTES = 60_000;

/** How long a parcel that another process committed waits for more of them. */
export const GATHER_FOUND = 100;

/** How long a lane waits for its credential. */
export const CREDENTIAL_PATIENCE = 10 * SECOND;

/** How long the answer to a keepalive request is waited for. */
export const KEEPALIVE_PATIENCE = 30 * SECOND;

/** This many statements refused in a row, with none accepted in between, pause the lane. */
export const REFUSED_IN_A_ROW = 3;

/** When one parcel alone breaks the destination this often, the lane tries whether the next one passes. */
export const FAILURES_ALONE = 5;

/** Every time the lane has tried that so often, it tries more of the next ones: they may break the destination, too. */
export const TRIES_OF_ONE = 8;

/** How long a paused lane waits from one probe to the next. */
export const PROBE_INTERVAL = HOUR;

/** Where fewer were refused at the front of a paused lane, every second probe goes one further than these. */
export const SHORT_FRONT = 8;

/** How long what waits for an address that was never tried is not taken for mistyped. */
export const UNTRIED = HOUR;
