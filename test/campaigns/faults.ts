/**
 * Lets every call to S3, DynamoDB, SQS and SNS fail once in every way, each in a run of its own, and compares what the
 * run ends in with a run without a fault (docs/promises.md#p11): over the ports in memory, and over the SDK on real
 * sockets.
 *
 *   node test/campaigns/faults.ts [--stride 1] [--seed 0] [--only memory|sockets] [--of faults|right|genes|pits|dropped]
 *
 * --stride  tries every so manieth pair of call and fault
 * --seed    with which of them it begins; seeds 0 to stride - 1 share all pairs among so many processes
 * --of      which scenario: of every stage, of what is withdrawn, read again and sent again, or of
 *           a batch of genes, or of tables of pits, in parts; or of files below the drop prefix, in memory
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CAMPAIGN } from '../support/fault-campaign.ts';
import { type FaultGround, IN_MEMORY, ON_SOCKETS, summaryOf, tryFaults } from '../support/fault-cases.ts';
import { DROPPED } from '../support/fault-drop.ts';
import { GENES } from '../support/fault-genes.ts';
import { PITS } from '../support/fault-pits.ts';
import { PUT_RIGHT } from '../support/fault-put-right.ts';
import type { FaultScenario } from '../support/fault-scenario.ts';

const optionsSchema = z.object({
  stride: z.coerce.number().int().positive().default(1),
  seed: z.coerce.number().int().nonnegative().default(0),
  only: z.enum(['memory', 'sockets']).optional(),
  of: z.enum(['faults', 'right', 'genes', 'pits', 'dropped']).optional(),
});

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { stride: text, seed: text, only: text, of: text },
});
const { stride, seed, only, of } = optionsSchema.parse(values);

const PROGRESS_EVERY = 100;

async function run(ground: FaultGround, scenario: FaultScenario): Promise<void> {
  const outcome = await tryFaults(ground, scenario, {
    stride,
    offset: seed,
    afterEach: (difference, done, of) => {
      if (difference !== null) console.error(difference);
      if (done % PROGRESS_EVERY === 0) console.error(`${done} of ${of}`);
    },
  });
  console.log(summaryOf(ground, scenario, outcome));
  if (outcome.differing.length > 0) process.exitCode = 1;
}

for (const scenario of [CAMPAIGN, PUT_RIGHT, GENES, PITS, DROPPED].filter(({ id }) => (of ?? id) === id)) {
  if (only !== 'sockets') await run(IN_MEMORY, scenario);
  // On a real store the time of a dropped object, which names its downlink, is another in every run.
  if (only !== 'memory' && scenario !== DROPPED) await run(ON_SOCKETS, scenario);
}
