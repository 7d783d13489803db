import type { KalturaApiError } from './kaltura-api.js';

/** What Kaltura's codes mean for whoever has to repair it. The codes are those of kaltura/server, KalturaErrors and APIErrors. */
const CODES: Readonly<Record<string, string>> = {
  START_SESSION_ERROR: 'The secret does not belong to this partner id: compare both with KMC, Settings, Integration.',
  INVALID_WIDGET_ID: 'There is no such partner id at this address: compare it with KMC, Settings, Integration.',
  INVALID_PARTNER_ID: 'There is no such partner id at this address: compare it with KMC, Settings, Integration.',
  APP_TOKEN_ID_NOT_FOUND: 'There is no such app token for this partner: check its id.',
  APP_TOKEN_NOT_ACTIVE: 'The app token is switched off: activate it, or take another one.',
  APP_TOKEN_EXPIRED: 'The app token has expired: make a new one.',
  INVALID_APP_TOKEN_HASH: 'The app token, or its hashType, is not the one of this id: compare both with appToken.get.',
  INVALID_KS: 'Kaltura does not take this session: start a new one.',
  MISSING_KS: 'A session is needed: set KALTURA_KS, or how sessions are made.',
  SERVICE_FORBIDDEN:
    'This session may not do that: use one with the privileges for it, of an administrator if need be.',
  ACTION_DOES_NOT_EXISTS: 'This address does not have that action: check the service address.',
  SERVICE_DOES_NOT_EXISTS: 'This address does not have that service: check the service address.'
};

/** What to do about a failed call to api_v3, in one sentence. */
export function adviceOn({ failure, code }: KalturaApiError): string {
  if (failure === 'silent') return 'Check the service address and the network; `doctor` tells which it is.';
  if (failure === 'busy') return 'Kaltura is busy: try again later.';
  if (failure === 'stranger') return 'Kaltura does not answer there: the service address ends with /api_v3.';
  return CODES[code ?? ''] ?? 'Ask your Kaltura administrator.';
}
