#!/usr/bin/env node
import { main } from './commands/program.js';

declare const __VERSION__: string;

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { stdin, stdout, stderr, env } = process;
const exit = (code: number): void => void (process.exitCode = code);

void main(process.argv.slice(2), __VERSION__, { stdin, stdout, stderr, env, exit }).finally(() => stdin.destroy());
