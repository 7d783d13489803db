import { drive } from './drive.mjs';

/** Sends nothing: what the script itself costs is no sender's cost. */
drive({ start() {}, hand() {} });
