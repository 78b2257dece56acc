/**
 * Lets every call to S3, DynamoDB, SQS and SNS fail once in every way, each in a run of its own, and compares what the
 * run ends in with a run without a fault (docs/promises.md#p11): over the ports in memory, and over the SDK on real
 * sockets.
 *
 *   node test/campaigns/faults.ts [--stride 1] [--seed 0] [--only memory|sockets]
 *
 * --stride  tries every so manieth pair of call and fault on the sockets, where a run takes seconds
 * --seed    with which of them it begins
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type FaultGround, IN_MEMORY, ON_SOCKETS, summaryOf, tryFaults } from '../support/fault-cases.ts';

const optionsSchema = z.object({
  stride: z.coerce.number().int().positive().default(1),
  seed: z.coerce.number().int().nonnegative().default(0),
  only: z.enum(['memory', 'sockets']).optional(),
});

const { values } = parseArgs({
  options: { stride: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const { stride, seed, only } = optionsSchema.parse(values);

async function run(ground: FaultGround, every: number): Promise<void> {
  const outcome = await tryFaults(ground, { stride: every, offset: seed });
  for (const line of outcome.differing) console.error(line);
  console.log(summaryOf(ground, outcome));
  if (outcome.differing.length > 0) process.exitCode = 1;
}

if (only !== 'sockets') await run(IN_MEMORY, 1);
if (only !== 'memory') await run(ON_SOCKETS, stride);
