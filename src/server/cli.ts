#!/usr/bin/env node
import { main } from './commands/program.js';

declare const __VERSION__: string;

// A reader that has seen enough, such as `head`, is no failure, and no success: the run goes on, and gives its own code.
for (const output of [process.stdout, process.stderr])
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const { stdin, stdout, stderr, env } = process;
const exit = (code: number): void => void (process.exitCode = code);

void main(process.argv.slice(2), __VERSION__, { stdin, stdout, stderr, env, exit }).finally(() => stdin.destroy());
