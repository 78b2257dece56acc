/**
 * Runs a scenario and treats its messages as SQS and Lambda do: what throws or hangs comes again, what arrived twice is
 * acted on twice.
 */

import { readDropMessage } from '../../shared/contract/drop.ts';
import type { NewEvent } from '../../shared/contract/experiments.ts';
import {
  alignMessageSchema,
  analyzeHintSchema,
  flagHintSchema,
  notifyHintSchema,
} from '../../shared/contract/hints.ts';
import { readIngestMessage } from '../../shared/contract/uploads.ts';
import { rawKey } from '../../shared/domain/archive/keys.ts';
import { DOWNLINK } from '../../shared/domain/downlink/receipt.ts';
import { LEASE_SECONDS } from '../../shared/domain/downlink/run-time.ts';
import { sortKey } from '../../shared/domain/kind.ts';
import type { Ports, QueueName } from '../../shared/ports.ts';
import { actOnDrop } from '../../shared/usecases/arrive/act-on-drop.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { hintDownlink } from '../../shared/usecases/arrive/hint-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { actOnAssay } from '../../shared/usecases/assay/act-on-assay.ts';
import { applyContacts } from '../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { actOnSubject } from '../../shared/usecases/judge/act-on-subject.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';
import { notify } from '../../shared/usecases/tell/notify.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { endStateOf } from './end-state.ts';
import type { FaultBench } from './fault-bench.ts';
import { Injected } from './faulty-ports.ts';
import { firstComing } from './first-coming.ts';

/** Of a downlink that is withdrawn or read again, its number in order of arrival, from 0. */
export type Act =
  | { readonly file: readonly [name: string, content: string | Uint8Array] }
  /** Below `drop/`, at this instant; S3 tells of it once, twice or not at all. */
  | { readonly drop: readonly [key: string, content: string, at: string]; readonly told: 0 | 1 | 2 }
  | { readonly correction: NewEvent }
  | { readonly definition: string }
  | { readonly withdraw: number }
  | { readonly reread: number };

export interface FaultScenario {
  readonly id: string;
  readonly definition: string;
  readonly contacts: string | null;
  /** Done before any fault may be met. */
  readonly before: readonly Act[];
  readonly acts: readonly Act[];
  /** The file of which S3's notification is lost. */
  readonly hinted: string | null;
}

export interface FaultRun {
  readonly sites: readonly string[];
  readonly endState: Awaited<ReturnType<typeof endStateOf>>;
  readonly notices: readonly string[];
}

let runs = 0;

/** Runs the scenario with the bench's fault, then `watch` as its schedule would, until nothing is due. */
export async function runScenario(bench: FaultBench, scenario: FaultScenario): Promise<FaultRun> {
  // Its own title, because a definition that was read once in this process is not read again.
  const running: Running = { bench, scenario, title: `title: run ${++runs}\n`, ids: [] };
  // What stands before is done by runs that meet no fault.
  const undisturbed = { ...running, bench: { ...bench, faulty: bench.sound } };
  const early = scenario.before.length > 0 ? undisturbed : running;
  await define(early, scenario.definition);
  const { contacts, id } = scenario;
  if (contacts !== null)
    await retried(early.bench, () => applyContacts(early.bench.faulty, id, contacts, 'test'));
  for (const act of scenario.before) await perform(undisturbed, act);
  for (const act of scenario.acts) await perform(running, act);
  // Answers say how old things are: they are asked at one instant, however long the dead were waited for.
  bench.clock.setTo('2026-03-21T00:00:00Z');
  for (let round = 0; round < 3; round++) {
    await retried(bench, () => watch(bench.faulty));
    await drain(running);
  }
  return {
    sites: bench.sites,
    endState: await endStateOf(bench.sound, id),
    notices: [...new Set(await bench.published())].sort(),
  };
}

interface Running {
  readonly bench: FaultBench;
  readonly scenario: FaultScenario;
  readonly title: string;
  /** Of the downlinks, in order of arrival. */
  readonly ids: string[];
}

const define = ({ bench, scenario, title }: Running, definition: string): Promise<void> =>
  retried(bench, () =>
    applyExperiment(bench.faulty, scenario.id, `${definition}${title}`, { newReading: true }),
  );

async function perform(running: Running, act: Act): Promise<void> {
  const { bench, scenario, ids } = running;
  const { faulty } = bench;
  const { id: experiment } = scenario;
  const named = (place: number) => ({ experiment, downlink: ids[place] ?? '' });
  if ('file' in act) await arrive(running, act.file);
  else if ('drop' in act) await land(running, act);
  else if ('correction' in act)
    await retried(bench, () => recordEvents(faulty, experiment, [act.correction], 'test'));
  else if ('definition' in act) await define(running, act.definition);
  else if ('withdraw' in act) {
    const why = { by: 'test', reason: 'wrong' };
    await retried(bench, () => withdrawDownlink(faulty, named(act.withdraw), why));
  } else await retried(bench, () => rereadDownlink(faulty, named(act.reread), 'test'));
  await drain(running);
}

/** A client announces and uploads; its own calls are no part of what may die here. */
async function arrive(
  { bench: { sound }, scenario, ids }: Running,
  [fileName, content]: readonly [name: string, content: string | Uint8Array],
): Promise<void> {
  const { id } = await announceDownlink(sound, scenario.id, { fileName, bytes: content.length }, 'test');
  ids.push(id);
  await sound.raw.put(rawKey(scenario.id, id), Buffer.from(content), 'text/csv');
  const notification = { Records: [{ s3: { object: { key: rawKey(scenario.id, id) } } }] };
  const hint = { experiment: scenario.id, downlink: id };
  await sound.queues.ingest.send(fileName === scenario.hinted ? hint : notification);
}

/** Whoever has the right puts it there. What S3 does not tell of is found when the drop is looked through. */
async function land({ bench }: Running, { drop: [key, content, at], told }: Extract<Act, { drop: unknown }>) {
  const notification = bench.land(key, content, at);
  for (let times = 0; times < told; times++) await bench.sound.queues.drop.send(notification);
}

const MOST_DELIVERIES = 5;

type Acting = (ports: Ports, body: unknown, message: string) => Promise<unknown>;

const FUNCTIONS: { readonly [queue in QueueName]: Acting } = {
  drop: (ports, body) => actOnDrop(ports, readDropMessage(JSON.stringify(body))),
  ingest: ingestMessage,
  align: (ports, body, message) =>
    actOnBucket(ports, alignMessageSchema.parse(body), firstComing(ports, message)),
  flag: (ports, body, message) =>
    actOnSubject(ports, flagHintSchema.parse(body), firstComing(ports, message)),
  analyze: (ports, body, message) =>
    actOnAssay(ports, analyzeHintSchema.parse(body), firstComing(ports, message)),
  notify: (ports, body) => notify(ports, notifyHintSchema.parse(body)),
};

let messages = 0;

async function drain(running: Running): Promise<void> {
  const { bench } = running;
  for (let message = await bench.nextMessage(); message !== null; message = await bench.nextMessage()) {
    const { queue, body } = message;
    const name = `message ${++messages}`;
    await retried(
      bench,
      () => FUNCTIONS[queue](bench.faulty, body, name),
      () => passLease(running),
    );
  }
}

/**
 * A run is dead and has told nobody. Its lease ends by the clock, and `watch` hints at the file long before the message
 * itself comes again. Of `watch` only this: what else it does at so early an hour, the run without a fault did not.
 */
async function passLease(running: Running): Promise<void> {
  const { bench, scenario } = running;
  bench.clock.advance(LEASE_SECONDS);
  const prefix = sortKey(DOWNLINK, '');
  for (const key of await Array.fromAsync(bench.faulty.catalogue.due(scenario.id, { prefix })))
    await hintDownlink(bench.faulty, scenario.id, key);
  await drain(running);
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
