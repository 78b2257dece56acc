/** One request for 90 days of a channel to 2,000 points, over HTTP, on the local stack with its tables on disk. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { StackFile } from '../../cdk/local/home/home.ts';
import { TableCatalogue } from '../../shared/aws/catalogue.ts';
import { segmentKey } from '../../shared/domain/archive/keys.ts';
import { bucketAt } from '../../shared/domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind } from '../../shared/domain/bucket/head.ts';
import { unitRulesOf } from '../../shared/domain/detect/unit-rules.ts';
import { answerRulesOf } from '../../shared/domain/experiment/answer-rules.ts';
import type { Frame } from '../../shared/domain/telemetry/frame.ts';
import { sha256 } from '../../shared/formats/digest.ts';
import { encodeFrame } from '../../shared/formats/parquet/encode-frame.ts';
import type { ObjectStore, Ports } from '../../shared/ports.ts';
import { median } from '../../shared/stats/median.ts';
import { COMPUTED_WITH } from '../../shared/usecases/known/computed-with.ts';
import { loadExperiment } from '../../shared/usecases/known/load-experiment.ts';
import { refreshUnitPage } from '../../shared/usecases/pages/build-unit-page.ts';
import { type StackProcess, startStack } from '../../test/support/local-stack.ts';
import { MemoryObjects, memoryPorts } from '../../test/support/memory-ports.ts';
import { StackClient } from '../../test/support/stack-client.ts';
import type { BenchRow, BenchSide } from '../bench-row.ts';
import { CHANNEL, dayFrames, daysOf, ninetyDaysDefinition, pointsOf } from '../sets/ninety-days.ts';
import { seedOf } from '../settings.ts';

const EXPERIMENT = 'bench';
const UNIT = 'FU1';
const ASKED = 41;
const DOWNLINKS_A_DAY = 16;
/** Code that computes in another way would compute a home of before anew while it is measured. */
const homeOf = (directory: string) =>
  join(directory, `request-ninety-days-${daysOf()}-${seedOf()}-${sha256(COMPUTED_WITH).slice(0, 8)}`);
/** Written last. */
const SEEDED = 'seeded';

async function prepare(directory: string): Promise<void> {
  const home = homeOf(directory);
  if (existsSync(join(home, SEEDED))) return;
  rmSync(home, { recursive: true, force: true });
  const process = startStack(home);
  try {
    const stack = await process.ready;
    await new StackClient(stack).apply(
      EXPERIMENT,
      JSON.stringify(ninetyDaysDefinition()),
      'application/json',
    );
    await seed(stack);
  } finally {
    await process.stop();
  }
  writeFileSync(join(home, SEEDED), '');
}

/** Segments in memory: what is asked for here is read from the table alone. */
async function seed(stack: StackFile): Promise<void> {
  const { endpoints, region, credentials } = stack;
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const archive = new MemoryObjects();
  const ports = {
    ...memoryPorts(),
    archive,
    catalogue: new TableCatalogue(client, TableNames[0] ?? '', archive),
  };
  const { index, generation } = await loadExperiment(ports, EXPERIMENT);
  const rules = { ...unitRulesOf(index, UNIT, []), answer: answerRulesOf(index, UNIT) };
  for (const frame of dayFrames()) {
    const bucket = bucketAt(frame.times[0]!, 1);
    const at = { experiment: EXPERIMENT, generation, unit: UNIT, bucket: bucket.name };
    const head = await headOf(archive, frame, bucket.name);
    await ports.catalogue.put(headKind, headKey(EXPERIMENT, generation, UNIT, bucket.name), head, null);
    await refreshUnitPage(ports satisfies Ports, at, bucket, head, rules);
    archive.objects.clear();
  }
  client.destroy();
}

/** As 16 downlinks a day leave it. */
async function headOf(archive: ObjectStore, frame: Frame, bucket: string): Promise<HeadRecord> {
  const entries: HeadRecord['entries'] = [];
  const rows = frame.times.length / DOWNLINKS_A_DAY;
  for (let i = 0; i < DOWNLINKS_A_DAY; i++) {
    const part = cut(frame, i * rows, (i + 1) * rows);
    const { bytes } = encodeFrame(part, {});
    const key = segmentKey(EXPERIMENT, UNIT, bucket, sha256(bytes).slice(0, 32));
    await archive.put(key, bytes, 'application/vnd.apache.parquet');
    entries.push({
      downlink: `m0bench00-${bucket}-${String(i).padStart(3, '0')}`,
      attempt: 1,
      segments: [{ key, rank: 0, from: part.times[0]!, to: part.times.at(-1)! }],
      counts: { accepted: part.times.length * part.columns.length, duplicates: 0, conflicts: 0 },
      repeated: 0,
      visible: true,
    });
  }
  return { unit: UNIT, bucket, v: DOWNLINKS_A_DAY, entries, page: null, unended: [], due: false };
}

function cut({ times, columns }: Frame, from: number, to: number): Frame {
  return {
    times: times.subarray(from, to),
    columns: columns.map((column) => ({ ...column, values: column.values.subarray(from, to) })),
  };
}

async function ours(): Promise<BenchSide> {
  let running: { readonly process: StackProcess; readonly client: StackClient } | null = null;
  return {
    async run(directory) {
      if (running === null) {
        const process = startStack(homeOf(directory));
        // The runner ends its sides by a signal, after which the stack must not stay.
        globalThis.process.once('SIGTERM', () => globalThis.process.exit(0));
        running = { process, client: new StackClient(await process.ready) };
      }
      const millis = new Float64Array(ASKED);
      let check = 0;
      for (let i = 0; i < ASKED; i++) {
        const began = performance.now();
        const response = await running.client.ask(
          `/v1/experiments/${EXPERIMENT}/telemetry?unit=${UNIT}&channel=${CHANNEL}&maxPoints=${pointsOf()}`,
        );
        const text = await response.text();
        millis[i] = performance.now() - began;
        if (response.status !== 200) throw new Error(`the stack answered ${response.status}: ${text}`);
        check = text.length;
      }
      return { value: median(millis)!, check };
    },
  };
}

const row: BenchRow = {
  row: 'request-ninety-days',
  unit: 'ms',
  better: 'less',
  goal: { value: 50 },
  note: 'real HTTP, gateway, bundle and tables on disk; 90 buckets of 32 channels in 16 downlinks a day; a warm instance',
  prepare,
  sides: { ours },
};
export default row;
