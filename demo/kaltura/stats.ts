import type { WireEvent } from './account.js';

/** KalturaStatsEvent: PHP's names are case-sensitive, and what it does not know is passed over in silence. */
const PROPERTIES: readonly string[] = [
  'clientVer',
  'eventType',
  'eventTimestamp',
  'sessionId',
  'partnerId',
  'entryId',
  'uniqueViewer',
  'widgetId',
  'uiconfId',
  'userId',
  'currentPoint',
  'duration',
  'processDuration',
  'controlId',
  'seek',
  'newPoint',
  'referrer',
  'isFirstInSession',
  'applicationId',
  'contextId',
  'featureType'
];

const TOP: readonly string[] = ['ks', 'format', 'service', 'action', 'clientTag', 'apiVersion'];

/** Lengths and forms that the readers of the statistics insist on. */
function rejection(fields: Readonly<Record<string, string>>): string | undefined {
  const { eventType, partnerId, entryId, sessionId, uiconfId } = fields;
  if (!eventType) return 'no event type';
  if (!/^\d+$/.test(partnerId ?? '')) return 'partnerId is no number';
  if (!entryId || /^(https?|rtmp):/.test(entryId)) return 'no entry id';
  if (!sessionId || sessionId === 'false' || sessionId.length > 50) return 'no session id';
  if (!/^\d+$/.test(uiconfId ?? '')) return 'invalid uiconf id';
  return undefined;
}

export interface Read {
  readonly fields: Readonly<Record<string, string>>;
  readonly dropped: readonly string[];
  /** The code and the words of api_v3's exception. */
  readonly exception?: readonly [code: string, message: string];
  readonly rejected?: string;
}

/** Reads parameters as the PHP service does: `event[name]` and `event:name` are the same to it. */
export function readPost(parameters: URLSearchParams): Read {
  const fields: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [key, value] of parameters) {
    const name = /^event(?:\[(\w+)\]|:(\w+))$/.exec(key)?.slice(1).find(Boolean);
    if (name !== undefined && PROPERTIES.includes(name)) fields[name] = value;
    else if (name !== 'objectType' && !TOP.includes(key)) dropped.push(key);
  }
  const { eventType } = fields;
  if (Object.keys(fields).length === 0)
    return { fields, dropped, exception: ['MISSING_MANDATORY_PARAMETER', 'Missing parameter "event"'] };
  if (!(Number(eventType) >= 1 && Number(eventType) <= 40 && /^\d+$/.test(eventType ?? '')))
    return { fields, dropped, exception: ['INVALID_ENUM_VALUE', 'Invalid enumeration value for eventType'] };
  return { fields, dropped };
}

/** Reads a line of the access log as the statistics' own reader does: only `event:` counts, in any case. */
export function readLog(parameters: URLSearchParams): Read {
  const fields: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [key, value] of parameters) {
    const lower = key.toLowerCase();
    const property = PROPERTIES.find((name) => lower === `event:${name.toLowerCase()}`);
    if (property !== undefined) fields[property] = value;
    else if (!TOP.includes(key) && lower !== 'event:objecttype') dropped.push(key);
  }
  const rejected = rejection(fields);
  return { fields, dropped, ...(rejected !== undefined && { rejected }) };
}

export const heardOf = (method: string, { fields, dropped, rejected }: Read): WireEvent => ({
  service: 'stats',
  method,
  fields,
  dropped,
  ...(rejected !== undefined && { rejected })
});
