/**
 * Work that meets something damaged changes no number: what cannot be done says so and waits, and is done once the damage
 * is mended. HOWSHIP_DAMAGE_EVERY says how many of the damaged things are tried: every so manieth.
 */
import { expect, it } from 'vitest';
import { Damaged } from '../../shared/domain/damaged.ts';
import { LEASE_SECONDS } from '../../shared/domain/downlink/run-time.ts';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { redriveDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { healing } from '../../shared/usecases/judge/heal-derived.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { testApi } from '../support/api.ts';
import { EncodedCatalogue } from '../support/encoded-catalogue.ts';
import { copyOf, type EncodedPorts } from '../support/every-kind.ts';
import { firstDifference } from '../support/first-difference.ts';
import { flipped, placesIn } from '../support/flipped-bits.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { ALL, definition, E, Story } from '../support/right-story.ts';
import { actOnce, upload } from '../support/run-stack.ts';

const EVERY = Number(process.env.HOWSHIP_DAMAGE_EVERY ?? 7);

const QUESTIONS = [
  'archive',
  'telemetry?unit=FU1&channel=temperature&maxPoints=1000',
  'telemetry?unit=FU1&channel=co2&maxPoints=20',
  'completeness',
  'deltas',
  'anomalies',
  'events',
];

async function answers(ports: EncodedPorts) {
  const { ask } = testApi(ports);
  const told = [];
  for (const question of QUESTIONS) {
    ports.clock.setTo('2026-03-21T00:00:00Z');
    const response = await ask(`/v1/experiments/${E}/${question}`);
    told.push({ status: response.status, body: await response.text() });
  }
  return told;
}
type Told = Awaited<ReturnType<typeof answers>>;

const built = (async () => {
  const memory = memoryPorts();
  const ports = { ...memory, catalogue: new EncodedCatalogue(memory.archive) };
  const story = new Story(ports);
  await story.begin(definition());
  const ids = await story.send(ALL);
  return { ports, ids };
})();

interface Work {
  readonly before?: (ports: EncodedPorts) => Promise<unknown>;
  /** What somebody asks for; asked again, it goes on. */
  readonly act: (ports: EncodedPorts, ids: readonly string[]) => Promise<unknown>;
}

const WORKS: Readonly<Record<string, Work>> = {
  'a file arrives': {
    act: async (ports) => {
      const text = 't,temp,co2,mark\n2026-03-03T03:10:00,40,500,\n2026-03-03T21:00:00,37,401,\n';
      const { downlinks } = await listReceipts(ports, E);
      if (downlinks.length === ALL.length) await upload(ports, E, 'f-more.csv', text);
    },
  },
  'a downlink is withdrawn': {
    act: (ports, ids) =>
      withdrawDownlink(ports, { experiment: E, downlink: ids[7]! }, { by: 'ada', reason: 'wrong' }),
  },
  'a downlink is read again': {
    before: (ports) => applyExperiment(ports, E, definition({ as: '[degF]' }), { newReading: true }),
    act: (ports, ids) => rereadDownlink(ports, { experiment: E, downlink: ids[7]! }, 'ada'),
  },
};

/** Of a message that fails, what it met is healed where it can be; watch brings it again. */
async function work(ports: EncodedPorts, failures: unknown[]): Promise<void> {
  for (let run = 1; run <= 4; run++) {
    for (let isLeft = true; isLeft; ) {
      try {
        isLeft = await healing(ports, () => actOnce(ports));
      } catch (error) {
        failures.push(error);
      }
    }
    ports.clock.advance(LEASE_SECONDS + 3600);
    await watch(ports).catch((error: unknown) => failures.push(error));
  }
}

interface Target {
  readonly name: string;
  flip(ports: EncodedPorts): void;
  mend(ports: EncodedPorts): void;
}

/** Everything that nothing else gives: files, segments, lists of what was merged, receipts, heads. */
function targets({ raw, archive, catalogue }: EncodedPorts): Target[] {
  const found: Target[] = [];
  const bitOf = (bytes: number) => placesIn(new Uint8Array(bytes), 1, 104_729 * (found.length + 1))[0]!;
  for (const [folder, store] of [
    ['raw', raw],
    ['archive', archive],
  ] as const)
    for (const [key, sound] of store.objects) {
      if (!/^(raw|segments|merged|rejects)\//.test(key)) continue;
      const bit = bitOf(sound.length);
      const put = (ports: EncodedPorts, bytes: Uint8Array) => ports[folder].objects.set(key, bytes);
      found.push({
        name: `${key}, bit ${bit}`,
        flip: (ports) => put(ports, flipped(sound, bit)),
        mend: (ports) => put(ports, sound),
      });
    }
  for (const [sort, row] of catalogue.partitions.get(E) ?? []) {
    if (!['receipt', 'head', 'digest', 'event', 'brought'].includes(row.kind)) continue;
    const key = { partition: E, sort };
    const bit = 40 + bitOf(200);
    found.push({
      name: `${sort}, bit ${bit}`,
      flip: (ports) => ports.catalogue.flip(key, bit),
      mend: (ports) => ports.catalogue.mend(key),
    });
  }
  return found;
}

function isSaid({ status, body }: Told[number]): boolean {
  if (status === 500) return body.includes('"archive.damaged"');
  // A file that needed it and could not be taken in is counted as failed; a receipt that cannot be read is named.
  return status === 200 && /"(pending|failed)":[1-9]|still being|"damaged":\[\{"id":/.test(body);
}

const cases = Object.entries(WORKS).flatMap(([name, { before = async () => {}, act }]) =>
  [false, true].map((areExpired) => ({ name, before, act, areExpired })),
);

it.each(cases)(
  'ends as without damage: $name (a month later: $areExpired)',
  {
    timeout: 600_000,
  },
  async ({ before, act, areExpired }) => {
    const { ports: sound, ids } = await built;
    const begun = copyOf(sound);
    await before(begun);
    await work(begun, []);
    if (areExpired) begun.archive.expire();
    const then = await answers(copyOf(begun));
    const after = copyOf(begun);
    await act(after, ids);
    await work(after, []);
    const expected = await answers(after);
    expect(firstDifference(then, expected)).not.toBeNull();
    const wrong: string[] = [];
    let met = 0;
    for (const target of targets(begun).filter((_, i) => i % EVERY === 0)) {
      const ports = copyOf(begun);
      target.flip(ports);
      const failures: unknown[] = [];
      await act(ports, ids).catch((error: unknown) => failures.push(error));
      await work(ports, failures);
      if (failures.length > 0) met++;
      for (const error of failures)
        if (!isOfDamage(error)) wrong.push(`${target.name}: failed with ${error}`);
      for (const [i, told] of (await answers(ports)).entries()) {
        const difference = firstDifference(then[i], told) && firstDifference(expected[i], told);
        if (difference !== null && !isSaid(told))
          wrong.push(`${target.name}: ${QUESTIONS[i]}: ${difference}`);
      }
      target.mend(ports);
      for (const { id, state } of (await listReceipts(ports, E)).downlinks)
        if (state === 'FAILED') await redriveDownlink(ports, { experiment: E, downlink: id }, 'ada');
      await act(ports, ids);
      await work(ports, []);
      const difference = firstDifference(expected, await answers(ports));
      if (difference !== null) wrong.push(`${target.name}, mended: ${difference}`);
    }
    if (process.env.HOWSHIP_DAMAGE_EVERY !== undefined)
      console.log(`${targets(begun).length} damaged, ${met} met`);
    expect(wrong).toEqual([]);
    // A damaged receipt is passed over by work on other files, and named.
    expect(met).toBeGreaterThan(0);
  },
);

const isOfDamage = (error: unknown): boolean =>
  error instanceof Damaged || (error instanceof AggregateError && error.errors.every(isOfDamage));
