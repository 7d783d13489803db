import { createHash } from 'node:crypto';
import type { Account } from './account.js';
import { Exception } from './exception.js';
import { writeKs, type Ks } from './ks.js';
import type { Partner } from './partner.js';
import { reportTable } from './report.js';

type Action = (account: Account, form: URLSearchParams) => unknown;

const seconds = (account: Account): number => Math.floor(account.now() / 1000);

function need(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null) throw new Exception('MISSING_MANDATORY_PARAMETER', `Missing parameter "${name}"`);
  return value;
}

/** The session that a call comes with. */
function sessionOf(account: Account, form: URLSearchParams): Ks {
  const text = form.get('ks');
  if (!text) throw new Exception('MISSING_KS', 'Missing KS, session not established');
  return account.session(text);
}

function partnerOf(account: Account): Partner {
  if (!account.partner) throw new Exception('SERVICE_FORBIDDEN', 'The access to service is forbidden');
  return account.partner;
}

/** `KalturaSessionInfo`. */
const infoOf = (ks: Ks, text: string | null): object => ({
  objectType: 'KalturaSessionInfo',
  ks: text,
  sessionType: ks.type,
  partnerId: ks.partnerId,
  userId: ks.user,
  expiry: ks.expiry,
  privileges: ks.privileges
});

const start: Action = (account, form) => {
  const { id, adminSecret, userSecret } = partnerOf(account);
  const type = Number(form.get('type') ?? 0);
  const good = type === 2 ? [adminSecret] : [adminSecret, userSecret];
  const partnerId = need(form, 'partnerId');
  if (Number(partnerId) !== id || !good.includes(need(form, 'secret')))
    throw new Exception('START_SESSION_ERROR', `Error while starting session for partner [${partnerId}]`);
  const expiry = seconds(account) + Number(form.get('expiry') ?? 86_400);
  const user = form.get('userId') ?? '';
  return writeKs({ partnerId: id, user, type, expiry, privileges: form.get('privileges') ?? '' }, partnerOf(account));
};

const startWidgetSession: Action = (account, form) => {
  const partner = partnerOf(account);
  const widgetId = need(form, 'widgetId');
  if (widgetId !== `_${partner.id}`) throw new Exception('INVALID_WIDGET_ID', `Invalid widget id "${widgetId}"`);
  const expiry = seconds(account) + 86_400;
  const ks = writeKs({ partnerId: partner.id, user: '0', type: 0, expiry, privileges: 'view:*,widget:1' }, partner);
  return { objectType: 'KalturaStartWidgetSessionResponse', partnerId: partner.id, ks, userId: '0' };
};

const startAppTokenSession: Action = (account, form) => {
  sessionOf(account, form);
  const partner = partnerOf(account);
  const id = need(form, 'id');
  const found = partner.appTokens?.find((token) => token.id === id);
  if (!found) throw new Exception('APP_TOKEN_ID_NOT_FOUND', `Application token id "${id}" not found`);
  if (found.active === false) throw new Exception('APP_TOKEN_NOT_ACTIVE', `Application token id "${id}" not active`);
  const hash = createHash(found.hashType.toLowerCase())
    .update(`${form.get('ks') ?? ''}${found.token}`)
    .digest('hex');
  if (hash !== need(form, 'tokenHash')) throw new Exception('INVALID_APP_TOKEN_HASH', 'Invalid application token hash');
  const left = found.expiry === undefined ? Infinity : found.expiry - seconds(account);
  if (left < 0) throw new Exception('APP_TOKEN_EXPIRED', `Application token id "${id}" expired`);
  const asked = Number(form.get('expiry') ?? Infinity);
  const privileges = ['apptoken', form.get('sessionPrivileges'), found.sessionPrivileges].filter(Boolean).join(',');
  const ks: Ks = {
    partnerId: partner.id,
    user: form.get('userId') ?? '',
    type: Number(form.get('type') ?? 0),
    expiry: seconds(account) + Math.min(asked, left, found.sessionDuration ?? 86_400),
    privileges
  };
  return infoOf(ks, writeKs(ks, partner));
};

/** The actions of api_v3 besides `stats.collect`, by service and action. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  'system.ping': () => true,
  'session.start': start,
  'session.startWidgetSession': startWidgetSession,
  'session.get': (account, form) => infoOf(sessionOf(account, form), null),
  'appToken.startSession': startAppTokenSession,
  'report.getTable': (account, form) => reportTable(account, sessionOf(account, form), form)
};
