/**
 * A bit is changed at random places of every kind of object and item that there is: no answer is another one, verify names
 * what was changed, and what is computed from others is made anew. A kind that is added later fails here until it is
 * tried too. HOWSHIP_DAMAGE_PLACES says how many places of each kind (a campaign: 200).
 */
import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import * as keyMakers from '../../shared/domain/archive/keys.ts';
import type { Kind } from '../../shared/domain/kind.ts';
import { healDerived } from '../../shared/usecases/judge/heal-derived.ts';
import { runUpkeep } from '../../shared/usecases/upkeep/run-upkeep.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { type TestApi, testApi } from '../support/api.ts';
import { type EncodedPorts, everyKind, ofTheMoment } from '../support/every-kind.ts';
import { flipped, placesIn } from '../support/flipped-bits.ts';
import { actOnce } from '../support/run-stack.ts';

const PLACES = Number(process.env.HOWSHIP_DAMAGE_PLACES ?? 1);
/** Of one kind at once: a verification names the first hundred. */
const AT_ONCE = 20;
const E = 'twins';

/** Whether it is computed from others, and so made anew; what is told or brought from outside is not. */
type Expectation = 'healed' | 'kept';

/** By the maker of their keys. */
const OBJECTS: Readonly<Record<string, { readonly pattern: RegExp; readonly expected: Expectation }>> = {
  rawKey: { pattern: /^raw\/twins\//, expected: 'kept' },
  segmentKey: { pattern: /^segments\//, expected: 'kept' },
  mergedListKey: { pattern: /^merged\//, expected: 'kept' },
  rejectsKey: { pattern: /^rejects\//, expected: 'kept' },
  pageKey: { pattern: /^pages\//, expected: 'healed' },
  deltaPageKey: { pattern: /^deltas\//, expected: 'healed' },
  checkpointObjectKey: { pattern: /^checkpoints\//, expected: 'healed' },
  anomaliesKey: { pattern: /^anomalies\/.*found\.json$/, expected: 'healed' },
  closedAnomaliesKey: { pattern: /^anomalies\/.*closed\.json$/, expected: 'healed' },
  snapshotKey: { pattern: /^snapshots\//, expected: 'kept' },
  longListsKey: { pattern: /^items\//, expected: 'kept' },
};

/** Gone after a week and a day, and part of no answer that is given again. */
const NOT_KEPT = ['trialRawKey', 'answerKey'];

/** By the name of the kind. What is only of the moment is not looked at by a verification. */
const ITEMS: Readonly<Record<string, Expectation | 'of the moment'>> = {
  experiment: 'kept',
  definition: 'kept',
  contacts: 'kept',
  plan: 'kept',
  event: 'kept',
  brought: 'kept',
  receipt: 'kept',
  head: 'kept',
  journal: 'kept',
  action: 'kept',
  snapshot: 'kept',
  digest: 'healed',
  hours: 'healed',
  delta: 'healed',
  subject: 'healed',
  checkpoint: 'healed',
  owed: 'of the moment',
  recomputation: 'of the moment',
  cursor: 'of the moment',
  trial: 'of the moment',
  tries: 'of the moment',
  upkeep: 'of the moment',
};

const kindSchema = z.object({
  name: z.string(),
  schema: z.instanceof(z.ZodType),
  isDue: z.custom<Kind<unknown>['isDue']>((value) => typeof value === 'function'),
});

async function kindsInTheCode(): Promise<Map<string, Kind<unknown>>> {
  const kinds = new Map<string, Kind<unknown>>();
  for (const file of globSync('shared/domain/**/*.ts')) {
    const module: Record<string, unknown> = await import(`../../${file}`);
    for (const exported of Object.values(module)) {
      if (!kindSchema.safeParse(exported).success) continue;
      const kind = exported as Kind<unknown>;
      kinds.set(kind.name, kind);
    }
  }
  return kinds;
}

it('is tried of every kind that there is', async () => {
  const makers = Object.keys(keyMakers).filter((name) => /^(?!parse).*Key$/.test(name));
  expect([...Object.keys(OBJECTS), ...NOT_KEPT].sort()).toEqual(makers.sort());
  expect(Object.keys(ITEMS).sort()).toEqual([...(await kindsInTheCode()).keys()].sort());
});

const AT = 'from=2026-03-01T05:00:00Z&to=2026-03-01T14:00:00Z';
const QUESTIONS = [
  'telemetry?unit=FU1&channel=temperature&from=2026-02-20T00:00:00Z&to=2026-03-12T00:00:00Z&maxPoints=30',
  `telemetry?unit=FU1&channel=humidity&${AT}&maxPoints=1000`,
  `telemetry?unit=GU1&channel=temperature&${AT}&maxPoints=30`,
  'completeness',
  'deltas?pair=P1&channel=temperature',
  'deltas?pair=P1&channel=humidity&from=2026-03-01T07:00:00Z',
  'anomalies',
  'redownlink',
  'archive',
  'events',
  'contacts',
  'downlinks',
  'downlinks/d000001',
  'downlinks/d000006',
  'downlinks/d000005/rejects',
];

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What is pinned, by its snapshot. */
function pinnedIn(ports: TestApi['ports']): string[] {
  const digests = [...ports.archive.objects.keys()].flatMap(
    (key) => /^snapshots\/.*\/([0-9a-f]{64})\.json$/.exec(key)?.[1] ?? [],
  );
  return digests.map((digest) => `deltas?snapshot=sha256:${digest}`);
}

async function answers({ ask, ports }: TestApi): Promise<readonly Answer[]> {
  // Verdicts say how old the data is.
  ports.clock.setTo('2026-03-21T00:00:00Z');
  const told: Answer[] = [];
  for (const question of [...QUESTIONS, ...pinnedIn(ports)]) {
    const response = await ask(`/v1/experiments/${E}/${question}`);
    told.push({ status: response.status, body: await response.text() });
  }
  return told;
}

const bodySchema = z.looseObject({ code: z.string().optional() });

/** As it was; or it says itself that something is missing. */
function expectNoOther(told: readonly Answer[], sound: readonly Answer[], what: string): void {
  for (const [i, { status, body }] of told.entries()) {
    if (status === sound[i]!.status && body === sound[i]!.body) continue;
    const { code } = bodySchema.parse(JSON.parse(body));
    // A verdict says it in words.
    const isPending = status === 200 && /"pending":[1-9]|still being (worked out|judged)/.test(body);
    const isSaid = status === 500 ? code === 'archive.damaged' : isPending;
    expect(
      isSaid,
      `${what}: ${QUESTIONS[i] ?? 'the snapshot'} answered ${status} ${body.slice(0, 300)}`,
    ).toBe(true);
  }
}

async function verified(ports: EncodedPorts): Promise<readonly string[]> {
  await startUpkeep(ports, E, 'VERIFY', 'ada');
  ports.queues.ingest.hints.length = 0;
  while ((await showUpkeep(ports, E, 'VERIFY')).endedAt === undefined)
    await runUpkeep(ports, { experiment: E, upkeep: 'VERIFY' });
  ports.queues.ingest.hints.length = 0;
  return (await showUpkeep(ports, E, 'VERIFY')).differs.map(({ key }) => key);
}

/** Healing that never ends would go on for ever. */
async function settle(ports: EncodedPorts): Promise<void> {
  for (let acts = 0; await actOnce(ports); acts++) {
    if (acts === 1000) throw new Error(`still at work: ${JSON.stringify(ports.queues)}`);
  }
}

/** One thing that bits of are changed. */
interface Target {
  readonly name: string;
  readonly bytes: number;
  flip(bit: number): void;
  mend(): void;
}

interface Mission {
  readonly ports: EncodedPorts;
  readonly api: TestApi;
  readonly sound: readonly Answer[];
}

let built: Promise<Mission> | null = null;
function mission(): Promise<Mission> {
  built ??= build();
  return built;
}
async function build(): Promise<Mission> {
  const ports = await everyKind();
  const api = testApi(ports);
  return { ports, api, sound: await answers(api) };
}

/** Changes all targets at once, each at a place of its own, until so many places were tried. */
async function tryAll(
  targetsNow: (ports: EncodedPorts) => readonly Target[],
  expected: Expectation | 'of the moment',
): Promise<number> {
  const { ports, api, sound } = await mission();
  let tried = 0;
  for (let round = 0; tried < PLACES; round++) {
    const targets = targetsNow(ports).slice(0, AT_ONCE);
    expect(targets, 'none of this kind is there').not.toEqual([]);
    const what: string[] = [];
    for (const [i, target] of targets.entries()) {
      const [bit] = placesIn(new Uint8Array(target.bytes), 1, 7919 * (round + 1) + 104_729 * (i + 1));
      target.flip(bit!);
      what.push(`${target.name}, bit ${bit}`);
    }
    tried += targets.length;
    const names = targets.map(({ name }) => name);
    if (expected !== 'of the moment')
      expect(await verified(ports), what.join('; ')).toEqual(expect.arrayContaining(namesFound(names)));
    expectNoOther(await answers(api), sound, what.join('; '));
    for (const name of names) expect(await healDerived(ports, name), name).toBe(expected !== 'kept');
    if (expected === 'kept') for (const target of targets) target.mend();
    // Nothing else hints at what a ledger, a cursor or a verification speaks of.
    if (expected === 'of the moment') await watch(ports);
    await settle(ports);
    expect(await answers(api), `${what.join('; ')}: afterwards`).toEqual(sound);
    expect(await verified(ports), `${what.join('; ')}: afterwards`).toEqual([]);
  }
  return tried;
}

/** Under a damaged definition, event or record nothing is loaded, and the first that was met is named. */
function namesFound(names: readonly string[]): string[] {
  return names.some((name) => /^EXPERIMENTS|#?(DEFINITION|EVENT)#/.test(name))
    ? names.slice(0, 1)
    : [...names];
}

it.each(Object.entries(OBJECTS))(
  'never changes an answer: objects of %s',
  async (maker, { pattern, expected }) => {
    const tried = await tryAll((ports) => {
      const store = maker === 'rawKey' ? ports.raw : ports.archive;
      const keys = [...store.objects.keys()].filter((key) => pattern.test(key) && !store.superseded.has(key));
      return keys.map((key) => {
        const sound = store.objects.get(key)!;
        const put = (bytes: Uint8Array) => {
          const standing = store.objects.get(key);
          for (const [version, kept] of store.versions)
            if (kept === standing) store.versions.set(version, bytes);
          store.objects.set(key, bytes);
        };
        return {
          name: key,
          bytes: sound.length,
          flip: (bit) => put(flipped(sound, bit)),
          mend: () => put(sound),
        };
      });
    }, expected);
    report(maker, tried);
  },
);

it('never changes an answer: what is kept beside the raw files', async () => {
  const tried = await tryAll(({ kept: { objects } }) => {
    return [...objects].map(([name, sound]) => ({
      name: `kept/${name}`,
      bytes: sound.length,
      flip: (bit) => objects.set(name, flipped(sound, bit)),
      mend: () => objects.set(name, sound),
    }));
  }, 'kept');
  report('kept', tried);
});

it.each(Object.entries(ITEMS))('never changes an answer: items of the kind %s', async (name, expected) => {
  const kind = (await kindsInTheCode()).get(name)!;
  if (expected === 'of the moment') {
    const { ports } = await mission();
    await ofTheMoment(ports);
  }
  const tried = await tryAll(({ catalogue }) => {
    const keys = [...catalogue.partitions].flatMap(([partition, rows]) =>
      [...rows].flatMap(([sort, row]) => (row.kind === name ? [{ partition, sort }] : [])),
    );
    return keys.map((key) => ({
      name: `${key.partition}/${key.sort}`,
      bytes: catalogue.bytesOf(kind, key),
      flip: (bit) => catalogue.flip(key, bit),
      mend: () => catalogue.mend(key),
    }));
  }, expected);
  report(name, tried);
});

it('keeps watch from nothing else for longer than one run', async () => {
  const { ports } = await mission();
  await ofTheMoment(ports);
  for (const name of ['WATCH/CURSOR', 'twins/RECOMPUTATION', 'twins/UPKEEP#VERIFY']) {
    const [partition = '', sort = ''] = name.split('/');
    ports.catalogue.flip({ partition, sort }, 100);
    await watch(ports, ports.clock.now()).catch(() => {});
    await expect(watch(ports, ports.clock.now()), name).resolves.toBeDefined();
    await settle(ports);
    await ofTheMoment(ports);
  }
});

/** The table of a campaign. */
function report(kind: string, tried: number): void {
  if (process.env.HOWSHIP_DAMAGE_PLACES !== undefined) console.log(`${kind}: ${tried} places`);
}
