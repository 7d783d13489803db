import { expect } from 'chai';
import { nearest } from '../../../src/schema/nearest.js';
import schema from '../../../settings.schema.json';

describe('nearest', () => {
  const known = Object.keys(schema.properties);
  const meant: readonly (readonly [typed: string, key: string | undefined])[] = [
    ['videoEndPercnt', 'videoEndPercent'],
    ['VIDEOENDSECONDS', 'videoEndSeconds'],
    ['endPoint', 'endpoint'],
    ['apiKey', 'key'],
    ['secert', 'secret'],
    ['lrsEndpoint', 'endpoint'],
    ['SendAccountInfoInsteadOfEmail', 'sendAccountInfoInsteadOfEmail'],
    ['userID', 'userId'],
    ['xapi_version', 'xapiVersion'],
    ['quux', undefined],
    ['', undefined]
  ];
  for (const [typed, key] of meant)
    it(`${typed} was meant as ${key}`, () => expect(nearest(typed, known)).to.equal(key));
});
