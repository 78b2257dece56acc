/**
 * Takes a small simulated campaign in, in many random orders, splits and repetitions with conflicts among them, and
 * compares archive hash, completeness, deltas and anomalies with those of its files in order (docs/promises.md#p2,
 * #p7).
 *
 *   node test/campaigns/arrivals.ts [--orders 1000] [--alarms 1000] [--courses 1000] [--seed 1] [--workers 2]
 *
 * The alarms are those of a small mission with what operators did, in as many orders of its dumps and of the actions.
 *
 * A course mixes arrivals with withdrawals, rereadings, files sent again, other definitions, runs that die and objects
 * that expire; it ends as a store into which only that was sent which is in force, a verification finds nothing in it, and
 * a rebuild from its raw bucket gives the same.
 *
 * Every order is compared by the archive's hash and the names of the pages, which are named by their content; every
 * 25th by all answers.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import * as z from 'zod';
import { actionsIn, alarmsInTheEnd, missionInOrder, missionShuffled } from '../support/alarm-orders.ts';
import { differenceOf, referenceOf } from '../support/arrival-orders.ts';
import { courseOutcome } from '../support/course-stack.ts';
import { courses as anyCourse } from '../support/courses.ts';
import { firstDifference } from '../support/first-difference.ts';

const IN_FULL_EVERY = 25;

const KINDS = ['orders', 'alarms', 'courses'] as const;
type TriedKind = (typeof KINDS)[number];

const shareSchema = z.object({
  kind: z.enum(KINDS),
  from: z.number(),
  to: z.number(),
  step: z.number(),
});
const reportSchema = z.object({ difference: z.string().nullable() });

if (isMainThread) await campaign();
else await work();

async function campaign(): Promise<void> {
  const optionsSchema = z.object({
    orders: z.coerce.number().int().nonnegative().default(1000),
    alarms: z.coerce.number().int().nonnegative().default(1000),
    courses: z.coerce.number().int().nonnegative().default(1000),
    seed: z.coerce.number().int().nonnegative().default(1),
    workers: z.coerce.number().int().positive().default(availableParallelism()),
  });
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { orders: text, alarms: text, courses: text, seed: text, workers: text },
  });
  const { seed, workers, ...counts } = optionsSchema.parse(values);
  for (const kind of KINDS) await tryAll(kind, counts[kind], { seed, workers });
}

async function tryAll(
  kind: TriedKind,
  count: number,
  { seed, workers }: { readonly seed: number; readonly workers: number },
): Promise<void> {
  const begun = performance.now();
  let done = 0;
  const differing: string[] = [];
  const share = (offset: number) => ({ kind, from: seed + offset, to: seed + count, step: workers });
  await Promise.all(
    Array.from({ length: workers }, (_, i) =>
      ended(share(i), (difference) => {
        done += 1;
        if (difference !== null) {
          differing.push(difference);
          console.error(difference);
        }
        if (done % 100 === 0) console.log(`${done} of ${count} ${kind}`);
      }),
    ),
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`arrivals: ${done} ${kind} in ${seconds} s, ${differing.length} differing`);
  if (differing.length > 0 || done !== count) process.exitCode = 1;
}

function ended(
  share: z.infer<typeof shareSchema>,
  report: (difference: string | null) => void,
): Promise<void> {
  const worker = new Worker(new URL(import.meta.url), { workerData: share });
  worker.on('message', (message) => report(reportSchema.parse(message).difference));
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
    );
  });
}

async function work(): Promise<void> {
  const tries = { orders: orderOf, alarms: alarmsOf, courses: async () => course };
  const { kind, from, to, step } = shareSchema.parse(workerData);
  const tried = await tries[kind]();
  for (let seed = from; seed < to; seed += step) parentPort?.postMessage({ difference: await tried(seed) });
}

async function orderOf(): Promise<(seed: number) => Promise<string | null>> {
  const reference = await referenceOf();
  return (seed) => differenceOf(reference, seed, seed % IN_FULL_EVERY === 0);
}

async function alarmsOf(): Promise<(seed: number) => Promise<string | null>> {
  const inOrder = await missionInOrder();
  const actions = await actionsIn(inOrder);
  const expected = await alarmsInTheEnd(inOrder);
  return async (seed) => {
    const found = await alarmsInTheEnd(await missionShuffled(seed, actions));
    const difference = firstDifference({ alarms: expected }, { alarms: found });
    return difference === null ? null : `alarms ${seed}: ${difference}`;
  };
}

async function course(seed: number): Promise<string | null> {
  const [one] = fc.sample(anyCourse, { seed, numRuns: 1 });
  if (one === undefined) throw new Error('no course was drawn');
  const { difference } = await courseOutcome(one);
  return difference === null ? null : `course ${seed}: ${difference}`;
}
