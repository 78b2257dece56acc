/** A home of the local stack that holds ninety days of twins, and a stack that answers from it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { StackFile } from '../cdk/local/home/home.ts';
import { BucketObjects } from '../shared/aws/objects.ts';
import { RememberedObjects } from '../shared/aws/remembered-objects.ts';
import { bucketAt } from '../shared/domain/bucket/bucket.ts';
import { unitRulesOf } from '../shared/domain/detect/unit-rules.ts';
import { answerRulesOf } from '../shared/domain/experiment/answer-rules.ts';
import { loadExperiment } from '../shared/usecases/known/load-experiment.ts';
import { refreshDeltaPages } from '../shared/usecases/pages/refresh-delta-page.ts';
import { type StackProcess, startStack } from '../test/support/local-stack.ts';
import { StackClient } from '../test/support/stack-client.ts';
import { portsOf, seedDay } from './seed-day.ts';
import { EXPERIMENT, seededHome } from './seeded-home.ts';
import { dayFrames } from './sets/ninety-days.ts';
import { PAIR, TWIN_CHANNELS, TWINS, twinNinetyDaysDefinition } from './sets/twin-ninety-days.ts';
import { seedOf } from './settings.ts';

const ARCHIVE = 'archive';

async function seed(stack: StackFile, folder: string): Promise<void> {
  const { ports, close } = await portsOf(stack, archiveOf(stack, folder));
  const { index, generation, events } = await loadExperiment(ports, EXPERIMENT);
  const all = await events();
  const rulesOf = (unit: string) => ({
    ...unitRulesOf(index, unit, all),
    answer: answerRulesOf(index, unit),
  });
  const rules = { flight: rulesOf(TWINS.flight), ground: rulesOf(TWINS.ground) };
  const at = { experiment: EXPERIMENT, generation };
  const ground = dayFrames(seedOf() + 1, TWIN_CHANNELS);
  for (const flight of dayFrames(seedOf(), TWIN_CHANNELS)) {
    await seedDay(ports, { ...at, unit: TWINS.flight }, flight, rules.flight);
    await seedDay(ports, { ...at, unit: TWINS.ground }, ground.next().value, rules.ground);
    await refreshDeltaPages(ports, { ...at, pair: PAIR }, [bucketAt(flight.times[0]!, 1)]);
  }
  close();
}

/** The bucket by the folder in which the stack keeps it. */
function archiveOf({ endpoints, region, credentials }: StackFile, folder: string): RememberedObjects {
  const client = new S3Client({ endpoint: endpoints.s3, region, credentials, forcePathStyle: true });
  const bucket = readdirSync(join(folder, 's3')).find((name) => name.includes(ARCHIVE)) ?? '';
  return new RememberedObjects(new BucketObjects(client, bucket));
}

const home = seededHome('twin-ninety-days', twinNinetyDaysDefinition, seed);

export const prepareTwinHome = home.prepare;
export const twinHomeIn = home.pathIn;

export interface TwinStack {
  readonly process: StackProcess;
  /** Asks for the deltas of the pair; fails where the answer is none. */
  ask(query: string): Promise<string>;
}

export async function startTwinStack(directory: string): Promise<TwinStack> {
  const process = startStack(home.pathIn(directory));
  // The runner ends its sides by a signal, after which the stack must not stay.
  globalThis.process.once('SIGTERM', () => globalThis.process.exit(0));
  const client = new StackClient(await process.ready);
  return {
    process,
    ask: async (query) => {
      const response = await client.ask(`/v1/experiments/${EXPERIMENT}/deltas?pair=${PAIR}&${query}`);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`the stack answered ${response.status}: ${text}`);
      return text;
    },
  };
}
