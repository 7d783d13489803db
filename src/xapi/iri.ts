/** Prefixes of the IRIs that statements are made of. */
export const AS = 'http://activitystrea.ms/schema/1.0/';
export const ADL = 'http://adlnet.gov/expapi/verbs/';
export const TC = 'http://id.tincanapi.com/';
/** The xAPI Video Profile's verbs and extensions, https://w3id.org/xapi/video. */
export const VIDEO = 'https://w3id.org/xapi/video';
export const VERB = VIDEO + '/verbs/';
export const X = VIDEO + '/extensions/';
/** Kaltura's own definitions. */
export const K = 'http://tincan-definitions.kaltura.com/extensions/';
/** cmi5's progress, in whole percent, as Kaltura sends it. */
export const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';
