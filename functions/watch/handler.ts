/** Every few minutes: whatever is still due is hinted at again. */
import * as z from 'zod';
import { awsPorts } from '../../shared/aws/ports.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { WORK_WAITING } from '../../shared/runtime/environment-names.ts';
import { log } from '../../shared/runtime/log.ts';
import { longestOwed } from '../../shared/usecases/known/longest-owed.ts';
import { watch } from '../../shared/usecases/watch.ts';

const ports = awsPorts();
const code = environmentValue('code');

/** The local stack says in its first event when it started; no schedule on AWS does. */
const eventSchema = z.object({ detail: z.object({ startedAt: z.iso.datetime().optional() }).optional() });

export async function handler(event: unknown): Promise<void> {
  const { detail: { startedAt } = {} } = eventSchema.parse(event);
  await sayWaiting();
  try {
    const found = await watch(ports, startedAt === undefined ? null : Date.parse(startedAt) * 1000, code);
    log.info('watched', found);
  } catch (error) {
    // One by one: an alarm counts what is damaged by its line.
    for (const one of error instanceof AggregateError ? error.errors : [])
      log.error('a due item could not be looked at', one);
    throw error;
  }
}

/** Before anything is hinted at. Where it fails nothing is said, and that rings; the run itself goes on. */
async function sayWaiting(): Promise<void> {
  try {
    log.info('the longest that anything has waited', { code: WORK_WAITING, ...(await longestOwed(ports)) });
  } catch (error) {
    log.error('how long anything has waited could not be read', error);
  }
}
