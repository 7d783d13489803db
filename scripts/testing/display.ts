import { spawn } from 'node:child_process';
import { onPath } from './engines.js';

export interface Display {
  /** Environment for a program that shall use it. */
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

/** A screen for WebKitGTK, which has no headless mode: an Xvfb of our own on a free display. */
export async function openDisplay(): Promise<Display | undefined> {
  const program = onPath('Xvfb');
  if (!program) return undefined;
  // Xvfb picks a free number itself and writes it to the descriptor once it accepts clients.
  const server = spawn(program, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  });
  const number = await new Promise<string | undefined>((resolve) => {
    server.on('error', () => resolve(undefined));
    server.on('exit', () => resolve(undefined));
    server.stdio[3]?.on('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  if (number === undefined) return undefined;
  return {
    env: {
      DISPLAY: `:${number}`,
      GDK_BACKEND: 'x11',
      // A machine without a sound card: GStreamer's own silent sink keeps real time, also over pause, seek and 2x.
      // With no sink media runs ahead of the clock, and over PulseAudio's null sink it sticks after a pause or seek.
      GST_PLUGIN_FEATURE_RANK: 'fakeaudiosink:MAX,pulsesink:NONE,alsasink:NONE',
      // Without a graphics card the shared-buffer renderer costs three times the processor time.
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      // Neither a session bus nor stored settings are needed: looking for them starts daemons and prints warnings.
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1'
    },
    close: () => void server.kill()
  };
}
