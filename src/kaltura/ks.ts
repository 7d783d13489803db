/**
 * The user of a KS that can be read, which is one of version 1: `sha1hex|partner;pattern;expiry;type;rand;user;privileges…`
 * in base64. Undefined for version 2 (encrypted), for sessions of nobody (a widget's: user 0), and for what is no KS.
 * @param partnerId where it is known: the user of another partner is not theirs
 */
export function userOf(ks: unknown, partnerId?: number): string | undefined {
  // Told apart here: to fail to decode takes longer than all else that is done for an event.
  if (typeof ks !== 'string' || !ks) return undefined;
  try {
    const bytes = Uint8Array.from(atob(ks), (char) => char.charCodeAt(0));
    const [, info = ''] = /^[\da-f]{40}\|(.*)$/s.exec(new TextDecoder().decode(bytes)) ?? [];
    const [partner, , , , , user] = info.split(';');
    const theirs = partnerId !== undefined && Number(partner) !== partnerId;
    return theirs || user === '0' ? undefined : user || undefined;
  } catch {
    return undefined;
  }
}
