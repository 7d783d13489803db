import { urlWithoutUser, withoutSlashes } from './endpoint.js';
import { expects, fields, type Read } from '../schema/reader.js';
import { number, oneOf, text, yesNo, yesNoOr } from '../schema/form-values.js';

/** An address without the slash at its end; like an endpoint, it has no user in it. */
const service: Read<string> = expects('an http:// or https:// address, no password in it', (value) => {
  const url = urlWithoutUser(value);
  return url && withoutSlashes(url.href);
});

const whole = (least: number): Read<number> =>
  number(`from ${least}, whole`, (n) => n >= least && Number.isSafeInteger(n));

export const stats = fields({
  enabled: yesNoOr('auto'),
  transport: oneOf('post', 'get', 'both'),
  serviceUrl: service,
  partnerId: whole(1),
  // One that is no number is nobody's: Kaltura takes 0 for it.
  uiConfId: expects('a whole number', (value) => (/^\s*\d+\s*$/.test(String(value)) ? Number(value) : undefined), {
    level: 'warning',
    then: '0 is sent'
  }),
  widgetId: text,
  clientVer: text,
  ksInUrl: yesNo,
  uniqueViewer: yesNo,
  featureType: whole(0)
});

/** What goes with every event as it is. */
const analyticsFields = {
  kalturaApplication: text,
  kalturaApplicationVer: text,
  hostingKalturaApplication: text,
  hostingKalturaApplicationVer: text,
  feature: text,
  virtualEventId: text,
  playlistId: text,
  customVar1: text,
  customVar2: text,
  customVar3: text
};

export const analytics = fields({
  enabled: yesNo,
  serviceUrl: service,
  partnerId: whole(1),
  playerEvents: yesNoOr('force'),
  ...analyticsFields
});
