import { createCipheriv, createHash } from 'node:crypto';
import { form } from '../../kaltura/form.js';

export interface KsFields {
  readonly partnerId: number;
  /** Empty: of nobody. */
  readonly userId: string;
  /** Unix seconds. */
  readonly expires: number;
  /** By name: `{ appId: 'my-app' }`. */
  readonly privileges: Readonly<Record<string, string>>;
}

const BLOCK = 16;
const USER = 0;

/**
 * A Kaltura session of a user, version 2, as kaltura/server makes it (`kSessionBase::generateKsV2`): sha1, salt and fields,
 * AES-128-CBC under the first half of the secret's sha1, no IV (the salt does its work), zeros as padding; all of it in
 * base64 that addresses take.
 * @param secret the partner's admin secret
 * @param salt 16 random bytes
 */
export function makeKs({ partnerId, userId, expires, privileges }: KsFields, secret: string, salt: Uint8Array): string {
  const fields = form({ ...privileges, _e: expires, _t: USER, _u: userId });
  const salted = Buffer.concat([salt, Buffer.from(fields)]);
  const plain = Buffer.concat([createHash('sha1').update(salted).digest(), salted]);
  const padding = Buffer.alloc((BLOCK - (plain.length % BLOCK)) % BLOCK);
  const key = createHash('sha1').update(secret).digest().subarray(0, BLOCK);
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(BLOCK)).setAutoPadding(false);
  const sealed = Buffer.concat([cipher.update(plain), cipher.update(padding), cipher.final()]);
  const ks = Buffer.concat([Buffer.from(`v2|${partnerId}|`), sealed]).toString('base64');
  return ks.replace(/\+/g, '-').replace(/\//g, '_');
}
