import { setTimeout } from 'node:timers/promises';
import { CliFailure } from './failure.ts';

const TRIES = 4;
/** Before the second try; doubled for each after it. */
const PAUSE_MS = 300;

/** Asks again where the stack failed or the line broke, a few times; everything else is told at once. */
export async function insist<T>(ask: () => Promise<T>, pauseMs = PAUSE_MS): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CliFailure) || !error.isPassing || tries === TRIES) throw error;
    }
    await setTimeout(pauseMs * 2 ** (tries - 1));
  }
}
