/**
 * A bit is changed at random places of every kind of object and item that there is: no answer is another one, verify names
 * what was changed, and what is computed from others is made anew. A kind that is added later fails here until it is
 * tried too. HOWSHIP_DAMAGE_PLACES says how many places of each kind (a campaign: 200).
 */
import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import * as keyMakers from '../../shared/domain/archive/keys.ts';
import { Damaged } from '../../shared/domain/damaged.ts';
import type { Kind } from '../../shared/domain/kind.ts';
import { healDerived, healing } from '../../shared/usecases/judge/heal-derived.ts';
import { runUpkeep } from '../../shared/usecases/upkeep/run-upkeep.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { testApi } from '../support/api.ts';
import { type Answer, answers, expectNoOther } from '../support/asked-under-damage.ts';
import { cutShort } from '../support/cut-short.ts';
import { copyOf, type EncodedPorts, everyKind } from '../support/every-kind.ts';
import { firstDifference } from '../support/first-difference.ts';
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
  assayTableKey: { pattern: /^assays\/.*\.parquet$/, expected: 'kept' },
  assayPictureKey: { pattern: /^assays\/.*\.png$/, expected: 'kept' },
  assayResultsKey: { pattern: /^contrasts\/.*found\.json$/, expected: 'healed' },
  geneTableKey: { pattern: /^contrasts\/.*\.parquet$/, expected: 'healed' },
  snapshotKey: { pattern: /^snapshots\//, expected: 'kept' },
  longListsKey: { pattern: /^items\//, expected: 'kept' },
};

/** Gone after a week and a day, and part of no answer that is given again. */
const NOT_KEPT = ['trialRawKey', 'answerKey'];
/** Read by whoever asks with its name, and named by no item; it begins with its own digest, and a damaged one is said. */
const NAMED_BY_NOBODY = ['contrastSnapshotKey'];

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
  part: 'kept',
  journal: 'kept',
  message: 'kept',
  routes: 'kept',
  action: 'kept',
  alarmAction: 'kept',
  note: 'kept',
  exclusion: 'kept',
  scale: 'kept',
  snapshot: 'kept',
  digest: 'healed',
  hours: 'healed',
  delta: 'healed',
  assay: 'healed',
  subject: 'healed',
  checkpoint: 'healed',
  owed: 'of the moment',
  recomputation: 'of the moment',
  cursor: 'of the moment',
  trial: 'of the moment',
  tries: 'of the moment',
  upkeep: 'of the moment',
  refusedDrop: 'of the moment',
  sweep: 'of the moment',
  'rebuild begun': 'of the moment',
};

/** Of no experiment, so that no answer of one rests on it: a damaged one lets nobody in and is named in its list, by tests of their own. */
const OF_THE_STACK = ['holder', 'audit'];

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
  expect([...Object.keys(OBJECTS), ...NOT_KEPT, ...NAMED_BY_NOBODY].sort()).toEqual(makers.sort());
  expect([...Object.keys(ITEMS), ...OF_THE_STACK].sort()).toEqual(
    [...(await kindsInTheCode()).keys()].sort(),
  );
});

async function verified(ports: EncodedPorts): Promise<readonly string[]> {
  await startUpkeep(ports, E, 'VERIFY', 'ada');
  ports.queues.ingest.hints.length = 0;
  while ((await showUpkeep(ports, E, 'VERIFY')).endedAt === undefined)
    await runUpkeep(ports, { experiment: E, upkeep: 'VERIFY' });
  ports.queues.ingest.hints.length = 0;
  return (await showUpkeep(ports, E, 'VERIFY')).differs.map(({ key }) => key);
}

/** Healing that never ends would go on for ever. A message that meets damage has it healed, and is lost here. */
async function settle(ports: EncodedPorts): Promise<void> {
  let isLeft = true;
  for (let acts = 0; isLeft; acts++) {
    if (acts === 1000) throw new Error(`still at work: ${JSON.stringify(ports.queues)}`);
    try {
      isLeft = await healing(ports, () => actOnce(ports));
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
    }
  }
}

/** A run of watch that was cut short is gone on with by the next, and what that one met damaged by a third. */
async function watchAndSettle(ports: EncodedPorts): Promise<void> {
  for (let run = 1; run <= 3; run++) {
    await watch(ports);
    await settle(ports);
  }
}

/** One thing that bits of are changed. */
interface Target {
  readonly name: string;
  readonly bytes: number;
  flip(bit: number): void;
  mend(): void;
}

/** A store in which nothing is damaged. */
interface Mission {
  readonly ports: EncodedPorts;
  /** What it answers now, and what it answers once nothing is owed any more. */
  readonly now: readonly Answer[];
  readonly settled: readonly Answer[];
}

let built: Promise<Mission> | null = null;
function mission(): Promise<Mission> {
  built ??= everyKind().then(missionOf);
  return built;
}

let cut: Promise<Mission> | null = null;
function missionCutShort(): Promise<Mission> {
  cut ??= mission().then(async ({ ports }) => {
    const copy = copyOf(ports);
    await cutShort(copy);
    return missionOf(copy);
  });
  return cut;
}

async function missionOf(ports: EncodedPorts): Promise<Mission> {
  const later = copyOf(ports);
  const now = await answers(testApi(later));
  await watchAndSettle(later);
  return { ports, now, settled: await answers(testApi(later)) };
}

/** Changes all targets at once, each at a place of its own, until so many places were tried. */
async function tryAll(
  targetsNow: (ports: EncodedPorts) => readonly Target[],
  expected: Expectation | 'of the moment',
): Promise<number> {
  const {
    ports: untouched,
    now,
    settled,
  } = await (expected === 'of the moment' ? missionCutShort() : mission());
  let ports = copyOf(untouched);
  let tried = 0;
  for (let round = 0; tried < PLACES; round++) {
    // What is forgotten is not there a second time.
    if (expected === 'of the moment') ports = copyOf(untouched);
    const api = testApi(ports);
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
    expectNoOther(await answers(api), [now, settled], what.join('; '));
    for (const name of names) expect(await healDerived(ports, name), name).toBe(expected !== 'kept');
    if (expected === 'kept') for (const target of targets) target.mend();
    // Nothing else hints at what a ledger, a cursor or a verification speaks of.
    await (expected === 'of the moment' ? watchAndSettle(ports) : settle(ports));
    expect(firstDifference(settled, await answers(api)), `${what.join('; ')}: afterwards`).toBeNull();
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

it('has made anew what verify finds damaged, though nothing asks for it', async () => {
  const ports = copyOf((await mission()).ports);
  const flip = (bytes: Uint8Array) => flipped(bytes, 8 * (bytes.length >> 1));
  const names: string[] = [];
  const found = Object.values(OBJECTS).filter(({ expected }) => expected === 'healed');
  for (const { pattern } of found) {
    const { objects, versions, superseded } = ports.archive;
    const key = [...objects.keys()].find((one) => pattern.test(one) && !superseded.has(one))!;
    const standing = objects.get(key)!;
    for (const [version, bytes] of versions) if (bytes === standing) versions.set(version, flip(standing));
    objects.set(key, flip(standing));
    names.push(key);
  }
  expect(await verified(ports)).toEqual(expect.arrayContaining(names));
  await settle(ports);
  expect(await verified(ports)).toEqual([]);
});

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
  for (const name of ['WATCH/CURSOR', 'twins/RECOMPUTATION', 'twins/UPKEEP#VERIFY']) {
    const { ports: untouched, settled } = await missionCutShort();
    const ports = copyOf(untouched);
    const [partition = '', sort = ''] = name.split('/');
    ports.catalogue.flip({ partition, sort }, 100);
    ports.clock.setTo('2026-03-21T00:00:00Z');
    await watch(ports).catch(() => {});
    await expect(watch(ports), name).resolves.toBeDefined();
    await watchAndSettle(ports);
    expect(firstDifference(settled, await answers(testApi(ports))), name).toBeNull();
  }
});

/** The table of a campaign. */
function report(kind: string, tried: number): void {
  if (process.env.HOWSHIP_DAMAGE_PLACES !== undefined) console.log(`${kind}: ${tried} places`);
}
