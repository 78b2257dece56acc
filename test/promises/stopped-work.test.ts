/** Work on a bucket or subject ends, in simulated time: what kills each run is tried three times, and everybody is told. */
import { describe, expect, it } from 'vitest';
import { alignMessageSchema, flagHintSchema } from '../../shared/contract/hints.ts';
import { bucketAt } from '../../shared/domain/bucket/bucket.ts';
import { COMPUTE_SECONDS, WATCH_MINUTES } from '../../shared/domain/downlink/run-time.ts';
import { OWED_PREFIX, owedKind } from '../../shared/domain/owed/owed.ts';
import { TRIES_PREFIX, triesKind } from '../../shared/domain/tries/tries.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryCompleteness } from '../../shared/usecases/answer/query-completeness.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { queryRedownlink } from '../../shared/usecases/answer/query-redownlink.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { actOnSubject } from '../../shared/usecases/judge/act-on-subject.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { observed } from '../support/observed-ports.ts';
import { actOnce, upload } from '../support/run-stack.ts';

const E = 'stops';
const definition = (high: number) => `
id: ${E}
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units: [{ id: FU1, arm: flight }, { id: GU1, arm: ground }]
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels: [{ id: temperature, unit: Cel, period: PT1H, stuckAfter: none, twin: { margin: 1 }, limits: [{ warning: [0, ${high}] }] }]
sources:
  - { id: f, match: 'f*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'g*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;
const BEGIN = Date.parse('2026-03-20T00:00:00Z');
const VISIBILITY_SECONDS = 6 * COMPUTE_SECONDS;
const HOUR = 3600;
const CODE = 'code 1';

/** Three hours of a day of the flight or ground unit. */
function fileOf(unit: 'f' | 'g', day: number, first = 0): [string, string] {
  const row = (hour: number) => `${new Date(Date.UTC(2025, 0, day, hour)).toISOString()},${20 + hour}\n`;
  return [`${unit}-${day}-${first}.csv`, `t,temp\n${row(first)}${row(first + 1)}${row(first + 2)}`];
}

type Queue = 'align' | 'flag';
type Dies = (queue: Queue, hint: unknown) => boolean;
type Begun = Awaited<ReturnType<typeof begun>>;

interface Message {
  readonly name: string;
  readonly queue: Queue;
  readonly hint: unknown;
  visibleAt: number;
  receives: number;
}

/** The queues of buckets and subjects and the schedule of watch; a run of what `dies` names holds its message and is gone. */
class SimulatedWork {
  now = 0;
  code = CODE;
  dies: Dies;
  /** Seconds at which runs began on what kills them. */
  readonly died: number[] = [];
  /** Queues of what was logged as stopped. */
  readonly told: string[] = [];
  readonly #memory: MemoryPorts;
  readonly #messages: Message[] = [];
  #names = 0;
  #watchAt = WATCH_MINUTES * 60;

  constructor(memory: MemoryPorts, dies: Dies) {
    this.#memory = memory;
    this.dies = dies;
  }

  /** Lets time go on until then, from one instant at which something happens to the next. */
  async until(end: number): Promise<void> {
    for (;;) {
      this.#receiveHints();
      const next = Math.min(this.#watchAt, ...this.#messages.map(({ visibleAt }) => visibleAt));
      if (next > end) break;
      this.now = Math.max(this.now, next);
      this.#memory.clock.setTo(new Date(BEGIN + this.now * 1000).toISOString());
      if (this.now === this.#watchAt) {
        await watch(this.#memory, null, this.code);
        this.#watchAt += WATCH_MINUTES * 60;
      }
      await this.#dispatch();
    }
    this.now = end;
    this.#memory.clock.setTo(new Date(BEGIN + end * 1000).toISOString());
  }

  #receiveHints(): void {
    for (const queue of ['align', 'flag'] as const)
      for (const hint of this.#memory.queues[queue].hints.splice(0))
        this.#messages.push({ name: `m${++this.#names}`, queue, hint, visibleAt: this.now, receives: 0 });
  }

  async #dispatch(): Promise<void> {
    for (;;) {
      this.#receiveHints();
      const next = this.#messages.find(({ visibleAt }) => visibleAt <= this.now);
      if (next === undefined) return;
      next.receives++;
      next.visibleAt = this.now + VISIBILITY_SECONDS;
      const ended = await this.#run(next).catch(() => {
        next.visibleAt = this.now + 10 * 2 ** (next.receives - 1);
        return false;
      });
      if (ended || next.receives > 4) this.#messages.splice(this.#messages.indexOf(next), 1);
    }
  }

  /** False where the run died: it hangs at its first object, and writes nothing more. */
  async #run({ name, queue, hint, receives }: Message): Promise<boolean> {
    const since = this.#memory.clock.now();
    const coming = { name, since, isAgain: receives > 1, code: this.code };
    const death = Promise.withResolvers<'dies'>();
    const mortal = observed(this.#memory, (call, act) => {
      if (!call.startsWith('archive.') || !this.dies(queue, hint)) return act();
      death.resolve('dies');
      return new Promise(() => {});
    });
    const act = async () =>
      queue === 'align'
        ? actOnBucket(mortal, alignMessageSchema.parse(hint), coming)
        : (await actOnSubject(mortal, flagHintSchema.parse(hint), coming)).isStopped;
    const how = await Promise.race([act(), death.promise]);
    if (how === 'dies') this.died.push(this.now);
    if (how === true) this.told.push(queue);
    return how !== 'dies';
  }
}

const BUCKETS = [1, 41, 81, 121];
const KILLER = bucketAt(Date.UTC(2025, 0, 41) * 1000, 30).name;
const ofKiller: Dies = (queue, hint) => queue === 'align' && JSON.stringify(hint).includes(KILLER);
const ofUnit: Dies = (queue, hint) => queue === 'flag' && JSON.stringify(hint).includes('FU1');

async function begun(dies: Dies) {
  const memory = memoryPorts();
  memory.clock.setTo(new Date(BEGIN).toISOString());
  await applyExperiment(memory, E, definition(50));
  const work = new SimulatedWork(memory, dies);
  return { memory, work, send: (day: number, first = 0) => arrive(memory, day, first) };
}

/** A file of each unit is taken in; what it makes due waits in the queues. */
async function arrive(memory: MemoryPorts, day: number, first = 0): Promise<void> {
  for (const unit of ['f', 'g'] as const) await upload(memory, E, ...fileOf(unit, day, first));
  const { ingest } = memory.queues;
  while (ingest.hints.length > 0) await actOnce(memory);
}

const dueOf = async (memory: MemoryPorts) =>
  (await Array.fromAsync(memory.catalogue.due(E))).map(({ sort }) => sort);
const triesOf = async (memory: MemoryPorts) =>
  Array.fromAsync(memory.catalogue.list(triesKind, E, TRIES_PREFIX));

/** `pending` and `stopped` of each answer. */
async function waitingIn(memory: MemoryPorts) {
  const answers = {
    telemetry: await queryTelemetry(memory, E, { unit: 'FU1', channel: 'temperature' }),
    ofOther: await queryTelemetry(memory, E, { unit: 'GU1', channel: 'temperature' }),
    completeness: await queryCompleteness(memory, E, {}),
    deltas: await queryDelta(memory, E, { pair: 'P1', channel: 'temperature' }),
    anomalies: await listAnomalies(memory, E, {}),
    redownlink: await queryRedownlink(memory, E, {}),
  };
  return Object.fromEntries(
    Object.entries(answers).map(([name, { pending, stopped }]) => [name, { pending, stopped }]),
  );
}
const NOTHING = { pending: 0, stopped: undefined };
const ONE = { pending: 0, stopped: 1 };

describe('a bucket that kills each run', () => {
  it('is tried three times, told once, and counted as stopped by every answer that lacks it', async () => {
    const { memory, work, send } = await begun(ofKiller);
    for (const day of BUCKETS) await send(day);
    await work.until(10);
    // The others took seconds.
    expect((await dueOf(memory)).filter((sort) => !sort.includes(KILLER))).toEqual([]);
    await work.until(6 * HOUR);
    expect(work.told).toEqual(['align', 'align']);
    expect(work.died).toEqual([0, 0, 180, 180, 360, 360]);
    expect(await waitingIn(memory)).toEqual({
      telemetry: ONE,
      ofOther: ONE,
      completeness: { pending: 0, stopped: 2 },
      deltas: { pending: 0, stopped: 2 },
      anomalies: { pending: 0, stopped: 2 },
      redownlink: { pending: 0, stopped: 2 },
    });
    expect((await dueOf(memory)).map((sort) => sort.split('#')[0])).toEqual(['HEAD', 'HEAD']);
  });

  it.each([
    ['new data', async ({ send }: Begun) => send(41, 5)],
    [
      'a new definition',
      async ({ memory }: Begun) => void (await applyExperiment(memory, E, definition(60))),
    ],
    [
      'newer code',
      async ({ work }: Begun) => {
        work.code = 'code 2';
      },
    ],
  ])('is tried again with %s: at most three times more where it dies, else it is done', async (_, change) => {
    for (const dies of [ofKiller, () => false]) {
      const begin = await begun(ofKiller);
      const { memory, work, send } = begin;
      for (const day of BUCKETS) await send(day);
      await work.until(HOUR);
      work.died.length = 0;
      work.dies = dies;
      await change(begin);
      await work.until(3 * HOUR);
      if (dies === ofKiller) {
        expect(work.died.length).toBeGreaterThanOrEqual(4);
        expect(work.died.length).toBeLessThanOrEqual(6);
        expect(work.told).toHaveLength(4);
        expect((await waitingIn(memory)).anomalies).toEqual({ pending: 0, stopped: 2 });
      } else {
        expect(await dueOf(memory)).toEqual([]);
        expect(new Set(Object.values(await waitingIn(memory)).map((one) => JSON.stringify(one)))).toEqual(
          new Set([JSON.stringify(NOTHING)]),
        );
        expect(await triesOf(memory)).toEqual([]);
        expect(await Array.fromAsync(memory.catalogue.list(owedKind, E, OWED_PREFIX))).toEqual([]);
      }
    }
  });
});

it('a unit that kills each run of its judging is stopped alike, and its buckets are not', async () => {
  const { memory, work, send } = await begun(ofUnit);
  for (const day of BUCKETS) await send(day);
  await work.until(HOUR);
  // The first of them from each bucket: they were sent before anybody had died.
  expect(work.died).toEqual([0, 0, 0, 0, 180, 360]);
  expect(work.told).toEqual(['flag']);
  const { telemetry, ofOther, anomalies } = await waitingIn(memory);
  expect([telemetry, ofOther, anomalies]).toEqual([ONE, NOTHING, ONE]);
  work.dies = () => false;
  work.code = 'code 2';
  await work.until(2 * HOUR);
  expect(await dueOf(memory)).toEqual([]);
  expect((await waitingIn(memory)).anomalies).toEqual(NOTHING);
});

it('work that goes well at the first time writes no try', async () => {
  const { memory, work, send } = await begun(() => false);
  const puts: string[] = [];
  const put = memory.catalogue.put.bind(memory.catalogue);
  memory.catalogue.put = async (kind, key, item, expected) => {
    puts.push(kind.name);
    return put(kind, key, item, expected);
  };
  for (const day of BUCKETS) await send(day);
  await work.until(HOUR);
  expect(await dueOf(memory)).toEqual([]);
  expect(puts).toContain('head');
  expect(puts).not.toContain('tries');
});

it('an hour in which each run fails with an error stops nothing', async () => {
  const { memory, work, send } = await begun(() => false);
  for (const day of BUCKETS) await send(day);
  const read = memory.archive.read.bind(memory.archive);
  memory.archive.read = () => Promise.reject(new Error('away'));
  await work.until(HOUR);
  expect((await dueOf(memory)).length).toBeGreaterThan(0);
  memory.archive.read = read;
  await work.until(HOUR + 10 * 60);
  expect([await dueOf(memory), work.told]).toEqual([[], []]);
});
