import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Partner } from './partner.js';

/** What a Kaltura session says. */
export interface Ks {
  readonly partnerId: number;
  readonly user: string;
  /** 0: a user's, 2: an administrator's. */
  readonly type: number;
  /** Unix seconds. */
  readonly expiry: number;
  /** Comma-separated, each `name` or `name:value`. */
  readonly privileges: string;
}

/** A session as it was read, or the number and the name of what is wrong with it (Kaltura's own). */
export type KsReading = Ks | { readonly error: readonly [number: number, name: string] };

const sha1 = (...parts: readonly (string | Buffer)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha1')).digest();
const keyOf = (secret: string): Buffer => sha1(secret).subarray(0, 16);
const NO_IV = Buffer.alloc(16);

function writeV1(ks: Ks, secret: string): string {
  const { partnerId, expiry, type, user, privileges } = ks;
  const info = [partnerId, partnerId, expiry, type, randomBytes(4).readUInt32BE(), user, privileges, '', ''].join(';');
  return Buffer.from(`${sha1(secret, info).toString('hex')}|${info}`).toString('base64');
}

function writeV2({ partnerId, expiry, type, user, privileges }: Ks, secret: string): string {
  const fields = new URLSearchParams();
  for (const privilege of privileges.split(',').filter(Boolean)) {
    const [name = '', ...value] = privilege.split(':');
    fields.set(name === '*' ? 'all' : name, name === '*' ? '*' : value.join(':'));
  }
  fields.set('_e', String(expiry));
  fields.set('_t', String(type));
  fields.set('_u', user);
  const salted = Buffer.concat([randomBytes(16), Buffer.from(fields.toString())]);
  const plain = Buffer.concat([sha1(salted), salted]);
  const padded = Buffer.concat([plain, Buffer.alloc((16 - (plain.length % 16)) % 16)]);
  const cipher = createCipheriv('aes-128-cbc', keyOf(secret), NO_IV).setAutoPadding(false);
  const body = Buffer.concat([Buffer.from(`v2|${partnerId}|`), cipher.update(padded), cipher.final()]);
  return body.toString('base64').replace(/\+/g, '-').replace(/\//g, '_');
}

export function writeKs(ks: Ks, partner: Partner): string {
  if ((partner.ksVersion ?? 2) === 2) return writeV2(ks, partner.adminSecret);
  return writeV1(ks, ks.type === 2 ? partner.adminSecret : partner.userSecret);
}

function readV1(text: string, { adminSecret, userSecret }: Partner): Ks | undefined {
  const [, hash, info = ''] = /^([\da-f]{40})\|(.*)$/s.exec(text) ?? [];
  if (![adminSecret, userSecret].some((secret) => sha1(secret, info).toString('hex') === hash)) return undefined;
  const [partner, , expiry, type, , user = '', privileges = ''] = info.split(';');
  return { partnerId: Number(partner), user, type: Number(type), expiry: Number(expiry), privileges };
}

function readV2(bytes: Buffer, { id, adminSecret }: Partner): Ks | undefined {
  const sealed = bytes.subarray(`v2|${id}|`.length);
  if (sealed.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv('aes-128-cbc', keyOf(adminSecret), NO_IV).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()]);
  let end = padded.length;
  while (end > 0 && padded[end - 1] === 0) end -= 1;
  const plain = padded.subarray(0, end);
  if (!sha1(plain.subarray(20)).equals(plain.subarray(0, 20))) return undefined;
  const fields = new URLSearchParams(plain.subarray(36).toString());
  const privileges = [...fields].filter(([name]) => !name.startsWith('_')).map(([name, value]) => (value ? `${name}:${value}` : name)); // prettier-ignore
  const of = (name: string): string => fields.get(name) ?? '';
  return { partnerId: id, user: of('_u'), type: Number(of('_t')), expiry: Number(of('_e')), privileges: privileges.join(',') }; // prettier-ignore
}

/** Reads a session as Kaltura does: what was not made with this partner's secret is none. */
export function readKs(text: string, partner: Partner, now: number): KsReading {
  const bytes = Buffer.from(text, 'base64');
  const [, version2] = /^v2\|(\d+)\|/.exec(bytes.toString('latin1', 0, 24)) ?? [];
  if (version2 !== undefined && Number(version2) !== partner.id) return { error: [-2, 'INVALID_PARTNER'] };
  const ks = version2 === undefined ? readV1(bytes.toString(), partner) : readV2(bytes, partner);
  if (!ks) return { error: [-1, 'INVALID_STR'] };
  if (ks.partnerId !== partner.id) return { error: [-2, 'INVALID_PARTNER'] };
  return ks.expiry * 1000 <= now ? { error: [-5, 'EXPIRED'] } : ks;
}

/** The application that a session is tagged with. */
export const applicationOf = ({ privileges }: Ks): string | undefined =>
  privileges
    .split(',')
    .find((privilege) => privilege.startsWith('appId:'))
    ?.slice(6);
