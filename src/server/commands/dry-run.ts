import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outgoing, Reply, Send } from '../../delivery/ports.js';
import { isBlank, isObject } from '../../schema/kinds.js';
import type { Collector, CollectorConfig } from '../collector/collector-types.js';
import { mergeLayers } from '../../settings/layers.js';
import { accountOf } from './config.js';
import { openCollector } from './open-collector.js';

/** Something that would be sent. */
export type Sample =
  | { readonly destination: 'lrs'; readonly statement: unknown }
  | { readonly destination: 'stats' | 'analytics'; readonly event: Readonly<Record<string, string>> };

export interface DryRun {
  readonly collector: Collector;
  /** Lets go of everything. */
  end(): Promise<void>;
}

/** No secret is asked for or shown, and no session is started. Without any destination, statements are what is of interest. */
function disarmed(config: CollectorConfig, directory: string): CollectorConfig {
  const { ks, session, oauthToken, usePersonalOAuthToken, ...rest } = config;
  const partnerId = accountOf(config);
  const isNowhere = isBlank(config.endpoint) && isBlank(partnerId);
  // The account that only the session names, which goes.
  const account = isObject(session) && !isBlank(session['partnerId']) && { partnerId: session['partnerId'] };
  return {
    ...(account ? mergeLayers([{ stats: account, analytics: account }, rest]) : rest),
    directory,
    key: 'nobody',
    secret: 'nothing',
    linger: 0,
    ...(isNowhere && { endpoint: 'https://lrs.invalid/xapi' })
  };
}

/** What was sealed in a request. */
function samplesOf({ url, headers, body = '' }: Outgoing): readonly Sample[] {
  if ('X-Experience-API-Version' in headers)
    return (JSON.parse(body) as unknown[]).map((statement) => ({ destination: 'lrs', statement }));
  const query = new URL(url).searchParams;
  const event = Object.fromEntries([...query, ...new URLSearchParams(body)]);
  return [{ destination: query.get('service') === 'analytics' ? 'analytics' : 'stats', event }];
}

/** What the destination would say if all went well. */
const replyOf = (samples: readonly Sample[]): Reply => ({
  status: 200,
  body: samples.some(({ destination }) => destination === 'lrs')
    ? JSON.stringify(
        samples.map((sample) => ('statement' in sample && isObject(sample.statement) ? sample.statement['id'] : ''))
      )
    : samples.some(({ destination }) => destination === 'analytics')
      ? '{"time":0,"viewEventsEnabled":true}'
      : 'true'
});

/** A folder of its own, and a network that goes nowhere. */
export interface Paper {
  readonly config: CollectorConfig;
  readonly send: Send;
  /** Removes the folder. */
  end(): Promise<void>;
}

/** @param show is told all that would be sent, as it would be */
export async function onPaper(config: CollectorConfig, show: (sample: Sample) => Promise<void>): Promise<Paper> {
  const directory = await mkdtemp(join(tmpdir(), 'playkit-js-xapi-'));
  return {
    config: disarmed(config, directory),
    async send(request) {
      const samples = samplesOf(request);
      for (const sample of samples) await show(sample);
      return replyOf(samples);
    },
    end: () => rm(directory, { recursive: true, force: true })
  };
}

/** A collector that does all that a real one does, on paper: without its folder and without the network. */
export async function runDry(
  config: CollectorConfig,
  say: (message: string) => void,
  show: (sample: Sample) => Promise<void>
): Promise<DryRun> {
  const paper = await onPaper(config, show);
  try {
    const collector = await openCollector(paper.config, say, () => undefined, { send: paper.send });
    return { collector, end: () => collector.close({ patience: 0 }).finally(() => paper.end()) };
  } catch (error) {
    await paper.end();
    throw error;
  }
}
