/** Prefixes of the IRIs that statements are made of. */
export const AS = 'http://activitystrea.ms/schema/1.0/';
export const ADL = 'http://adlnet.gov/expapi/verbs/';
export const TC = 'http://id.tincanapi.com/';
/** The xAPI Video Profile, https://w3id.org/xapi/video. */
export const V = 'https://w3id.org/xapi/video/';
/** Kaltura's own definitions. */
export const K = 'http://tincan-definitions.kaltura.com/extensions/';
/** cmi5's progress, in whole percent, as Kaltura sends it. */
export const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';
