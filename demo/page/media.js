// @ts-check
/** What the player can be given. Everything lies in the repository's media folder, or is made of it by the server. */

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} label
 * @property {string} note one sentence on what there is to see
 * @property {object[]} sources one, or those of a playlist
 */

const captions = [
  { type: 'vtt', language: 'en', label: 'English', url: '/media/lecture.en.vtt' },
  { type: 'vtt', language: 'de', label: 'Deutsch', url: '/media/lecture.de.vtt' }
];

/**
 * @param {string} id
 * @param {string} name
 * @param {object} streams
 */
const vod = (id, name, streams) => ({ id, type: 'Vod', poster: 'poster.svg', metadata: { name }, ...streams });

/**
 * @param {string} url
 * @param {string} [mimetype]
 */
const progressive = (url, mimetype = 'video/mp4') => ({ progressive: [{ id: url, url, mimetype }] });

const hls = (/** @type {string} */ url) => ({ hls: [{ id: url, url, mimetype: 'application/x-mpegURL' }] });

/** @type {readonly Item[]} */
export const catalogue = [
  {
    id: 'mp4',
    label: 'MP4',
    note: 'One minute with captions. Skip ahead and watch the two numbers part.',
    sources: [vod('0_lecturemp4', 'Sample lecture', { ...progressive('/media/lecture.mp4'), captions })]
  },
  {
    id: 'hls',
    label: 'HLS',
    note: 'Twenty seconds in two qualities. The length is refined while it loads; no milestone fires twice.',
    sources: [vod('0_lecturehls', 'Sample lecture, HLS', hls('/media/hls/master.m3u8'))]
  },
  {
    id: 'dash',
    label: 'DASH',
    note: 'The same twenty seconds as DASH.',
    sources: [
      vod('0_lecturedsh', 'Sample lecture, DASH', {
        dash: [{ id: 'dash', url: '/media/dash/manifest.mpd', mimetype: 'application/dash+xml' }]
      })
    ]
  },
  {
    id: 'webm',
    label: 'WebM',
    note: 'Twenty seconds of VP9 and Opus.',
    sources: [vod('0_lecturewbm', 'Sample lecture, WebM', progressive('/media/lecture.webm', 'video/webm'))]
  },
  {
    id: 'short',
    label: 'Short clip',
    note: 'Two seconds: several milestones fall between two time updates, and still come in order.',
    sources: [vod('0_shortclip1', 'Two seconds', progressive('/media/short.mp4'))]
  },
  {
    id: 'audio',
    label: 'Audio',
    note: 'Eight seconds of sound. The statements say audio, not video.',
    sources: [vod('0_talkaudio1', 'Sample talk', { ...progressive('/media/talk.m4a', 'audio/mp4'), type: 'Audio' })]
  },
  {
    id: 'live',
    label: 'Live with DVR',
    note: 'A live window that slides. No length, so no percentage: only what was played.',
    sources: [
      {
        id: '1_livestream',
        type: 'Live',
        dvr: true,
        poster: 'poster.svg',
        metadata: { name: 'Live session' },
        ...hls('/live/master.m3u8')
      }
    ]
  },
  {
    id: 'playlist',
    label: 'Playlist',
    note: 'Eight seconds, then six. Each entry is a viewing of its own.',
    sources: [
      vod('0_listitem01', 'Part one', progressive('/media/eight.mp4')),
      vod('0_listitem02', 'Part two', progressive('/media/six.mp4'))
    ]
  }
];
