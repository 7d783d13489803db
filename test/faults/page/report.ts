import type { Letter, Report } from './protocol.js';

/**
 * Tells the harness, and comes back when it has heard: whatever kills this page later, the harness knows what happened
 * before. Hence the synchronous request; a page that goes away has only a beacon.
 */
export function reporter(url: string): (report: Report) => void {
  let seq = 0;
  const send = (letter: Letter): void => {
    const request = new XMLHttpRequest();
    request.open('POST', url, false);
    request.send(JSON.stringify(letter));
  };
  return (report) => {
    const mine = seq++;
    try {
      send({ seq: mine, late: false, report });
    } catch {
      navigator.sendBeacon(url, JSON.stringify({ seq: mine, late: true, report } satisfies Letter));
    }
  };
}
