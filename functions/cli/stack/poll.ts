import { setTimeout } from 'node:timers/promises';
import { CliFailure } from './failure.ts';
import type { Terminal } from './terminal.ts';

interface Poll<T> {
  /** What is waited for, as it follows "waiting for". */
  readonly label: string;
  readonly terminal: Terminal;
  readonly seconds: number;
  ask(): Promise<T>;
  isDone(answer: T): boolean;
  /** How things stand, in a few words. */
  detail(answer: T): string;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/** Asks again, ever more slowly, until it is done. Fails at the deadline, saying what was waited for. */
export async function poll<T>({ label, terminal, seconds, ask, isDone, detail }: Poll<T>): Promise<T> {
  const progress = terminal.progress(`waiting for ${label}`);
  const begun = performance.now();
  try {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)) {
      const answer = await ask();
      if (isDone(answer)) return answer;
      progress.show(null, detail(answer));
      if (performance.now() - begun > seconds * 1000) {
        throw new CliFailure('wait.deadline', `waited ${seconds} s for ${label}; now: ${detail(answer)}`);
      }
      await setTimeout(pause);
    }
  } finally {
    progress.end();
  }
}
