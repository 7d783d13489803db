/**
 * Which room may import which (docs/development.md), stated once. A room is a folder of src/ or a file at its top. Imports run
 * downward only: each floor may use those below it, and nothing on its own floor but itself.
 */
const FLOORS: readonly (readonly string[])[] = [
  // Words that all share.
  ['attempt', 'events', 'stringify'],
  // How untyped input is read.
  ['schema'],
  // They know nothing of each other.
  ['settings', 'viewing', 'delivery'],
  // Kaltura's account, its session, and how its services are spoken to; ports made real; what runs in tests of adapters.
  ['kaltura', 'browser', 'adapter-check'],
  // What a destination is, and what all of them are told.
  ['destination'],
  // The destinations: each encodes what it is told.
  ['xapi', 'stats', 'analytics'],
  // It is handed its ports, so it must not know browser/; see CLOSED.
  ['tracker'],
  // Two compositions beside each other.
  ['page', 'server'],
  // Adapters, which know nothing of each other.
  ['player', 'media', 'portal'],
  // What is published.
  ['index', 'core']
];

/** Downward, and still not allowed. */
const CLOSED: readonly (readonly [from: string, to: string, why: string])[] = [
  ['tracker', 'browser', 'the tracker is handed its ports'],
  ...['destination', 'xapi', 'stats', 'analytics'].map(
    (from) => [from, 'browser', 'an encoder touches no environment'] as const
  ),
  ['xapi', 'kaltura', "a record store knows nothing of Kaltura's services"],
  ['server', 'browser', "Node's composition has ports of its own"],
  ...['browser', 'page', 'player', 'media', 'portal', 'server', 'tracker'].map(
    (to) => ['core', to, 'the core has no environment'] as const
  ),
  ...['index', 'player', 'media', 'portal', 'page', 'tracker'].map(
    (from) => [from, 'adapter-check', 'no page needs it'] as const
  )
];

/** Rooms that may import packages, and which. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  player: /^@playkit-js\/kaltura-player-js$/,
  index: /^@playkit-js\/kaltura-player-js$/,
  server: /^(node:.*|classic-level|commander|cli-progress)$/
};

export const ROOMS: readonly string[] = FLOORS.flat();

/** Why `from` may not import `to`; undefined where it may. */
export function forbidden(from: string, to: string): string | undefined {
  if (from === to) return undefined;
  const floor = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));
  if (floor(from) < 0) return `${from} is no room of docs/development.md`;
  if (floor(to) < 0) return `${to} is no room of docs/development.md`;
  if (floor(to) === floor(from)) return `${from} and ${to} know nothing of each other`;
  if (floor(to) > floor(from)) return `imports run downward only, and ${to} is above ${from}`;
  return CLOSED.find(([closed, closedTo]) => closed === from && closedTo === to)?.[2];
}

/** Why a room may not import a package; undefined where it may. */
export function forbiddenPackage(room: string, name: string): string | undefined {
  return PACKAGES[room]?.test(name) === true ? undefined : `${room} may not import the package ${name}`;
}
