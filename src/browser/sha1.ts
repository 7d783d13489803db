/**
 * SHA-1 in lower-case hex, as xAPI's mbox_sha1sum asks. `undefined` where the page is no secure context and the browser
 * offers no digest: then the account must do.
 */
export async function sha1(text: string): Promise<string | undefined> {
  try {
    const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}
