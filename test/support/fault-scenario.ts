/**
 * A small campaign that goes through every stage, and a runner that treats its messages as SQS and Lambda do: what
 * throws or hangs comes again, what arrived twice is acted on twice.
 */
import type { NewEvent } from '../../shared/contract/experiments.ts';
import { alignMessageSchema, flagHintSchema, notifyHintSchema } from '../../shared/contract/hints.ts';
import { readIngestMessage } from '../../shared/contract/uploads.ts';
import { rawKey } from '../../shared/domain/archive/keys.ts';
import { DOWNLINK } from '../../shared/domain/downlink/receipt.ts';
import { LEASE_SECONDS } from '../../shared/domain/downlink/run-time.ts';
import { sortKey } from '../../shared/domain/kind.ts';
import type { Ports, QueueName } from '../../shared/ports.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { hintDownlink } from '../../shared/usecases/arrive/hint-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { applyContacts } from '../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { flagAnomalies } from '../../shared/usecases/judge/flag-anomalies.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';
import { notify } from '../../shared/usecases/tell/notify.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { endStateOf } from './end-state.ts';
import type { FaultBench } from './fault-bench.ts';
import { Injected } from './faulty-ports.ts';

export const SCENARIO = 'faults';

const DEFINITION = `
id: faults
reference: activation
phases: [{ id: culture, from: activation }]
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T00:00:00Z }],
      sensors: [{ id: T1, serial: PT-7, measures: temperature, calibrations: [] }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT1H, stuckAfter: PT12H, twin: { margin: 0.5, tolerance: PT2M },
      limits: [{ warning: [36, 38], critical: [35, 39] }] }
  - { id: humidity, unit: '%', period: PT1H, stuckAfter: none, twin: { margin: 5 } }
sources:
  - { id: flight, match: 'fu1-*.csv', time: { column: time }, columns: {
      temp: { unit: FU1, channel: temperature }, hum: { unit: FU1, channel: humidity, missing: [{ value: -1 }] } },
      events: { column: mark, names: { M: media-change }, use: READ } }
  - { id: ground, match: 'gu1-*.csv', time: { column: time }, columns: {
      temp: { unit: GU1, channel: temperature }, hum: { unit: GU1, channel: humidity } } }
contacts: { maxSilence: PT6H }
`;

/** What a check after landing says of one sensor: every answer that it is in moves, no segment does. */
const CALIBRATED = DEFINITION.replace(
  'calibrations: []',
  'calibrations: [{ from: 2026-03-01T06:00:00Z, polynomial: [0.25, 1] }]',
);

/** The last one brought nothing of the flight unit: it is silent at the end. */
const CONTACTS = `aos,los
2026-03-02T00:00:00Z,2026-03-02T00:10:00Z
2026-03-04T00:00:00Z,2026-03-04T00:10:00Z
2026-03-05T00:00:00Z,2026-03-05T00:10:00Z
`;

const HOURS = 60;

/**
 * Hour by hour across the end of a bucket; the flight unit is 1 degree warmer from hour 12 on, labels hour 27 and
 * freezes at 44.
 */
function csv(
  unit: 'fu1' | 'gu1',
  from: number,
  to: number,
  changed: Readonly<Record<number, string>> = {},
): string {
  const lines = [`time,temp,hum${unit === 'fu1' ? ',mark' : ''}`];
  for (let hour = from; hour < to; hour++) {
    const at = new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString();
    const wave = Math.round(20 * Math.sin(hour * 1.7)) / 100;
    const shift = unit === 'fu1' && hour >= 12 ? 1 : 0;
    const temperature = unit === 'fu1' && hour >= 44 ? 38.4 : 37 + wave + shift;
    lines.push(
      changed[hour] ??
        `${at},${temperature.toFixed(2)},${50 + (hour % 7)}${unit === 'fu1' ? `,${hour === 27 ? 'M' : ''}` : ''}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

type Act =
  | { readonly file: readonly [string, string] }
  | { readonly correction: NewEvent }
  | { readonly definition: string };

/**
 * In order of arrival: a repetition, a file that is refused, a corrected event, rejects, a calibration, overlaps, a
 * conflict. The calibration is of the ground unit, and the last file touches the flight unit alone: nothing later heals
 * what a fault left behind.
 */
const ACTS: readonly Act[] = [
  { file: ['fu1-a.csv', csv('fu1', 0, 30)] },
  { file: ['fu1-a.csv', csv('fu1', 0, 30)] },
  { file: ['fu1-c.csv', '\u0000\u0001 not a table'] },
  {
    correction: {
      name: 'activation',
      unit: 'GU1',
      at: '2026-03-01T00:00:30Z',
      accuracy: 'PT1S',
      source: 'log',
      supersedes: 'definition:GU1:activation',
    },
  },
  { file: ['gu1-a.csv', csv('gu1', 0, HOURS, { 7: 'nonsense,1,2' })] },
  { definition: CALIBRATED },
  { file: ['fu1-b.csv', csv('fu1', 25, HOURS, { 26: '2026-03-02T02:00:00.000Z,36.10,-1,' })] },
];

export interface FaultRun {
  readonly sites: readonly string[];
  readonly endState: Awaited<ReturnType<typeof endStateOf>>;
  readonly notices: readonly string[];
}

let runs = 0;

/** Runs the campaign with the bench's fault, then `watch` as its schedule would, until nothing is due. */
export async function runScenario(bench: FaultBench): Promise<FaultRun> {
  const { faulty, sound } = bench;
  // Its own title, because a definition that was read once in this process is not read again.
  const title = `title: run ${++runs}\n`;
  await retried(bench, () => applyExperiment(faulty, SCENARIO, `${DEFINITION}${title}`));
  await retried(bench, () => applyContacts(faulty, SCENARIO, CONTACTS, 'test'));
  for (const act of ACTS) {
    if ('file' in act) await arrive(bench, act.file);
    else if ('correction' in act)
      await retried(bench, () => recordEvents(faulty, SCENARIO, [act.correction], 'test'));
    else await retried(bench, () => applyExperiment(faulty, SCENARIO, `${act.definition}${title}`));
    await drain(bench);
  }
  // Answers say how old things are: they are asked at one instant, however long the dead were waited for.
  bench.clock.setTo('2026-03-21T00:00:00Z');
  for (let round = 0; round < 3; round++) {
    await retried(bench, () => watch(faulty));
    await drain(bench);
  }
  return {
    sites: bench.sites,
    endState: await endStateOf(sound, SCENARIO),
    notices: [...new Set(await bench.published())].sort(),
  };
}

/** S3's notification of this file is lost: `watch` sends a hint, which does not say that the file is there. */
const HINTED = 'fu1-b.csv';

/** A client announces and uploads; its own calls are no part of what may die here. */
async function arrive({ sound }: FaultBench, [fileName, content]: readonly [string, string]): Promise<void> {
  const { id } = await announceDownlink(sound, SCENARIO, { fileName, bytes: content.length }, 'test');
  await sound.raw.put(rawKey(SCENARIO, id), Buffer.from(content), 'text/csv');
  const notification = { Records: [{ s3: { object: { key: rawKey(SCENARIO, id) } } }] };
  const hint = { experiment: SCENARIO, downlink: id };
  await sound.queues.ingest.send(fileName === HINTED ? hint : notification);
}

const MOST_DELIVERIES = 5;

type Acting = (ports: Ports, body: unknown, message: string) => Promise<unknown>;

const FUNCTIONS: { readonly [queue in QueueName]: Acting } = {
  ingest: ingestMessage,
  align: (ports, body) => actOnBucket(ports, alignMessageSchema.parse(body)),
  flag: (ports, body) => flagAnomalies(ports, flagHintSchema.parse(body)),
  notify: (ports, body) => notify(ports, notifyHintSchema.parse(body)),
};

let messages = 0;

async function drain(bench: FaultBench): Promise<void> {
  for (let message = await bench.nextMessage(); message !== null; message = await bench.nextMessage()) {
    const { queue, body } = message;
    const name = `message ${++messages}`;
    await retried(
      bench,
      () => FUNCTIONS[queue](bench.faulty, body, name),
      () => passLease(bench),
    );
  }
}

/**
 * A run is dead and has told nobody. Its lease ends by the clock, and `watch` hints at the file long before the message
 * itself comes again. Of `watch` only this: what else it does at so early an hour, the run without a fault did not.
 */
async function passLease(bench: FaultBench): Promise<void> {
  bench.clock.advance(LEASE_SECONDS);
  const prefix = sortKey(DOWNLINK, '');
  for (const key of await Array.fromAsync(bench.faulty.catalogue.due(SCENARIO, { prefix })))
    await hintDownlink(bench.faulty, SCENARIO, key);
  await drain(bench);
}

async function ingestMessage(ports: Ports, body: unknown, message: string): Promise<void> {
  for (const hint of readIngestMessage(JSON.stringify(body))) await ingestDownlink(ports, hint, message);
}

/** Also where one of several due items met the fault and the others were looked at all the same. */
function isInjected(error: unknown): boolean {
  return error instanceof Injected || (error instanceof AggregateError && error.errors.every(isInjected));
}

/** Delivers again what failed by our hand; a defect of the code passes through. */
async function retried<T>(
  bench: FaultBench,
  act: () => Promise<T>,
  beforeItComesAgain: () => Promise<void> = async () => {},
): Promise<void> {
  for (let delivery = 1; delivery <= MOST_DELIVERIES; delivery++) {
    try {
      if (await endsOrHangs(bench, act)) return;
    } catch (error) {
      if (!isInjected(error)) throw error;
      continue;
    }
    await beforeItComesAgain();
  }
  throw new Error('delivered five times and never done');
}

const struck = new WeakSet<FaultBench>();

/** Resolves to whether it ended. A hang is met once; from then on only the work itself is waited for. */
async function endsOrHangs<T>(bench: FaultBench, act: () => Promise<T>): Promise<boolean> {
  const ended = act().then(() => true);
  if (struck.has(bench)) return ended;
  const isEnded = await Promise.race([ended, bench.hung.then(() => false)]);
  if (!isEnded) struck.add(bench);
  return isEnded;
}
