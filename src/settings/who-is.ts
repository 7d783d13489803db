import type { Wording } from './settings.js';

/** Tells viewers apart: another answer is another person. Empty for one who is not known. */
export const whoIs = ({ viewer: { id, email, emailSha1 } }: Wording): string => id ?? email ?? emailSha1 ?? '';
