/**
 * Takes a small simulated campaign in, in many random orders, splits and repetitions with conflicts among them, and
 * compares archive hash, completeness, deltas and anomalies with those of its files in order (docs/promises.md#p2,
 * #p7).
 *
 *   node test/campaigns/arrivals.ts [--orders 1000] [--seed 1] [--workers 2]
 *
 * Every order is compared by the archive's hash and the names of the pages, which are named by their content; every
 * 25th by all answers.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { differenceOf, referenceOf } from '../support/arrival-orders.ts';

const IN_FULL_EVERY = 25;

const shareSchema = z.object({ from: z.number(), to: z.number(), step: z.number() });
const reportSchema = z.object({ difference: z.string().nullable() });

if (isMainThread) await campaign();
else await work();

async function campaign(): Promise<void> {
  const optionsSchema = z.object({
    orders: z.coerce.number().int().positive().default(1000),
    seed: z.coerce.number().int().nonnegative().default(1),
    workers: z.coerce.number().int().positive().default(availableParallelism()),
  });
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { orders: text, seed: text, workers: text } });
  const { orders, seed, workers } = optionsSchema.parse(values);
  const begun = performance.now();
  let done = 0;
  const differing: string[] = [];
  const share = (offset: number) => ({ from: seed + offset, to: seed + orders, step: workers });
  await Promise.all(
    Array.from({ length: workers }, (_, i) =>
      ended(share(i), (difference) => {
        done += 1;
        if (difference !== null) {
          differing.push(difference);
          console.error(difference);
        }
        if (done % 100 === 0) console.log(`${done} of ${orders} orders`);
      }),
    ),
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`arrivals: ${done} orders in ${seconds} s, ${differing.length} differing`);
  process.exitCode = differing.length === 0 && done === orders ? 0 : 1;
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
  const { from, to, step } = shareSchema.parse(workerData);
  const reference = await referenceOf();
  for (let seed = from; seed < to; seed += step) {
    const difference = await differenceOf(reference, seed, seed % IN_FULL_EVERY === 0);
    parentPort?.postMessage({ difference });
  }
}
