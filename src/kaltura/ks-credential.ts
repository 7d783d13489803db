import type { Lane } from '../delivery/lane.js';
import { form } from './form.js';

/** Gives the newest KS, or nothing: these services take events without one. `refused`: the last that was not taken. */
export type KsSource = (refused?: string) => unknown;

/** The part of a lane that has to do with the KS. */
export type KsCredential = Pick<Lane, 'credential'> & { readonly secrets: readonly string[] };

/**
 * A KS as a lane's credential: asked for as often as the lane asks, which is once and after a refusal. Empty where there
 * is none. A source that throws makes the lane wait and ask again.
 * @param isCurrent whether the lane's owner is the one who watches now: another person's KS never goes with their events
 */
export function ksCredential(source: KsSource | undefined, isCurrent: () => boolean): KsCredential {
  const secrets: string[] = [];
  let current = '';
  return {
    secrets,
    credential: async (refused) => {
      if (!source || !isCurrent()) return current;
      const given = await source(refused);
      // They may have changed places while it was fetched.
      if (!isCurrent()) return current;
      current = typeof given === 'string' ? given.trim() : '';
      // As a service may quote it: plainly, out of an address, or as PHP writes it into JSON.
      if (current) secrets.push(current, form({ ks: current }).slice(3), current.replace(/\//g, '\\/'));
      return current;
    }
  };
}

/** `&ks=…` for the end of a form, or nothing. */
export const withKs = (ks: string): string => (ks ? `&${form({ ks })}` : '');

/** What a form is sent as: in this form a browser asks no leave of another origin. */
export const FORM_HEADERS = { 'Content-Type': 'application/x-www-form-urlencoded' };
