/** docs/promises.md#p2: the same bytes are never in force under two readings, whichever sources read them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawKey } from '../../shared/domain/archive/keys.ts';
import { isIngested, receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { answersOf } from '../support/end-state.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { settleAll } from '../support/run-stack.ts';

const E = 'sources';

interface Declared {
  readonly id: string;
  readonly match?: string;
  readonly zone?: string;
  readonly columns?: string;
}
const TEMPERATURE = 'v: { unit: FU1, channel: temperature }';
const CO2 = 'c: { unit: FU1, channel: co2 }';

const ignored = (columns: string) => ['v', 'c'].filter((one) => !columns.includes(`${one}: {`));

const definition = (...sources: readonly Declared[]) => `
id: ${E}
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }, { id: co2, unit: '[ppm]', period: PT1M }]
sources:
${sources
  .map(
    ({ id, match = `${id}*.csv`, zone = 'UTC', columns = TEMPERATURE }) =>
      `  - { id: ${id}, match: '${match}', time: { column: t, zone: ${zone} }, ignore: [${ignored(columns)}], columns: { ${columns} } }`,
  )
  .join('\n')}
`;

const rows = Array.from(
  { length: 60 },
  (_, i) => `2026-03-03T12:${`${i}`.padStart(2, '0')}:00,${20 + i},${400 + i}\n`,
);
const FILE = `t,v,c\n${rows.join('')}`;

async function arrived(memory: MemoryPorts, source?: string, fileName = 'f.csv', text = FILE) {
  const bytes = Buffer.from(text);
  const asked = { fileName, bytes: bytes.length, ...(source !== undefined && { source }) };
  const { id } = await announceDownlink(memory, E, asked, 'test');
  memory.raw.objects.set(rawKey(E, id), Uint8Array.from(bytes));
  await memory.queues.ingest.send({ Records: [{ s3: { object: { key: rawKey(E, id) } } }] });
  return id;
}

async function sent(memory: MemoryPorts, source?: string) {
  const id = await arrived(memory, source);
  await settleAll(memory);
  return id;
}

async function defined(memory: MemoryPorts, text: string) {
  await applyExperiment(memory, E, text, { newReading: true });
  await settleAll(memory);
}

async function stack(text: string) {
  const memory = memoryPorts();
  await applyExperiment(memory, E, text);
  return memory;
}

async function reread(memory: MemoryPorts, ...downlinks: readonly string[]) {
  for (const downlink of downlinks) await rereadDownlink(memory, { experiment: E, downlink }, 'ada');
  await settleAll(memory);
}

async function withdraw(memory: MemoryPorts, downlink: string) {
  await withdrawDownlink(memory, { experiment: E, downlink }, { by: 'ada', reason: 'wrong' });
  await settleAll(memory);
}

async function answers(memory: MemoryPorts) {
  const { archive, ...others } = await answersOf(memory, E);
  return { hash: archive.hash, ...others };
}

async function only(text: string, ...sources: readonly (string | undefined)[]) {
  const memory = await stack(text);
  for (const source of sources) await sent(memory, source);
  return answers(memory);
}

async function standing(memory: MemoryPorts, ids: readonly string[]) {
  return Promise.all(
    ids.map(async (id) => {
      const { state, duplicateOf, counts } = await showReceipt(memory, E, id);
      return [state, duplicateOf === undefined ? null : ids.indexOf(duplicateOf), counts.accepted];
    }),
  );
}

async function verified(memory: MemoryPorts) {
  await startUpkeep(memory, E, 'VERIFY', 'ada');
  await settleAll(memory);
  return (await showUpkeep(memory, E, 'VERIFY')).differs;
}

describe('a source that has got another id and another zone', () => {
  const before = definition({ id: 'flight', match: 'f*.csv', zone: 'Asia/Tokyo' });
  const after = definition({ id: 'fm1', match: 'f*.csv' });

  it.each([
    ['by its name', undefined, undefined],
    ['as declared for it', 'flight', 'fm1'],
  ])('the file sent again, %s, takes the old one along', async (_, old, now) => {
    const memory = await stack(before);
    const ids = [await sent(memory, old), await sent(memory, old)];
    await defined(memory, after);
    ids.push(await sent(memory, now));
    expect(await standing(memory, ids)).toEqual([
      ['INGESTED', null, 60],
      ['INGESTED', 0, 0],
      ['INGESTED', 0, 0],
    ]);
    expect(await answers(memory)).toEqual(await only(after, now));
    expect(await verified(memory)).toEqual([]);
  });

  it.each([undefined, 'flight'])('files read again are read by it, also one declared for %s', async (old) => {
    for (const which of [[0], [1], [0, 1], [1, 0]]) {
      const memory = await stack(before);
      const ids = [await sent(memory, old), await sent(memory, old)];
      await defined(memory, after);
      await reread(memory, ...which.map((i) => ids[i]!));
      expect((await standing(memory, ids)).map(([, , accepted]) => accepted).sort()).toEqual([0, 60]);
      expect(await answers(memory)).toEqual(await only(after, undefined));
      expect(await verified(memory)).toEqual([]);
      const { raw, kept, uploads, clock } = memory;
      const rebuilt = { ...memoryPorts(), raw, kept, uploads, clock };
      await startUpkeep(rebuilt, E, 'REBUILD', 'ada');
      await settleAll(rebuilt);
      expect((await showUpkeep(rebuilt, E, 'REBUILD')).differs).toEqual([]);
      expect((await answers(rebuilt)).hash).toBe((await answers(memory)).hash);
    }
  });
});

describe('two sources that read a column to one channel of one unit', () => {
  const right = { id: 'right' };
  const wrong = { id: 'wrong', zone: 'Asia/Tokyo' };
  const both = definition(right, wrong);

  it('otherwise: the first counts, the second says why it does not and what to do, and follows in its place', async () => {
    const memory = await stack(both);
    const ids = [await sent(memory, 'wrong'), await sent(memory, 'right')];
    expect(await standing(memory, ids)).toEqual([
      ['INGESTED', null, 60],
      ['INGESTED', 0, 0],
    ]);
    const { warnings, source, declaredSource } = await showReceipt(memory, E, ids[1]!);
    expect([source, declaredSource]).toEqual(['wrong', 'right']);
    expect(warnings).toEqual([
      {
        code: 'source.other',
        message: `the same bytes count as ${ids[0]}, read by source wrong; source right reads temperature of FU1 otherwise, and no sample counts twice. Where right is the right one, withdraw ${ids[0]}: this file is then read by right`,
      },
    ]);
    await withdraw(memory, ids[0]!);
    expect(await standing(memory, ids)).toEqual([
      ['WITHDRAWN', null, 60],
      ['INGESTED', null, 60],
    ]);
    expect(await answers(memory)).toEqual(await only(both, 'right'));
    expect((await showReceipt(memory, E, ids[1]!)).warnings).toEqual([]);
  });

  it('in the same way, or to different channels: each keeps what it brings', async () => {
    const other = { id: 'other', columns: CO2 };
    const more = { id: 'more', columns: `${TEMPERATURE}, ${CO2}` };
    const text = definition(right, other, more);
    const memory = await stack(text);
    const ids = [await sent(memory, 'right'), await sent(memory, 'other'), await sent(memory, 'more')];
    expect(await standing(memory, ids)).toEqual([
      ['INGESTED', null, 60],
      ['INGESTED', null, 60],
      ['INGESTED', null, 0],
    ]);
    expect(await answers(memory)).toEqual(await only(text, 'more'));
    const tokyo = definition(...[right, other, more].map((one) => ({ ...one, zone: 'Asia/Tokyo' })));
    await defined(memory, tokyo);
    await reread(memory, ids[1]!, ids[2]!, ids[0]!);
    expect(await answers(memory)).toEqual(await only(tokyo, 'more'));
    expect(await verified(memory)).toEqual([]);
  });

  const act = fc.oneof(
    fc.record({
      act: fc.constantFrom('SEND' as const),
      source: fc.constantFrom('right', 'wrong', 'alike', 'other'),
    }),
    fc.record({ act: fc.constantFrom('WITHDRAW' as const, 'REREAD' as const), which: fc.nat(9) }),
    fc.record({ act: fc.constant('DEFINE' as const), which: fc.nat(2) }),
    fc.record({ act: fc.constant('SETTLE' as const) }),
  );
  const other = { id: 'other', columns: CO2 };
  const ZONES: readonly Readonly<Record<string, string>>[] = [
    { right: 'UTC', wrong: 'Asia/Tokyo', alike: 'UTC' },
    { right: 'UTC', wrong: 'Asia/Tokyo', alike: 'America/New_York' },
    { right: 'Asia/Tokyo', wrong: 'Asia/Tokyo', alike: 'Asia/Tokyo' },
  ];
  const texts = ZONES.map((zones) =>
    definition(...Object.entries(zones).map(([id, zone]) => ({ id, zone })), other),
  );

  it('any order of sending, withdrawing and reading again ends as one reading', {
    timeout: 300_000,
  }, async () => {
    const property = fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 12 }), async (acts) => {
      const memory = await stack(texts[0]!);
      const ids: string[] = [];
      const settle = async () => {
        const worker = async () => {
          await settleAll(memory);
        };
        await Promise.all([worker(), worker(), worker()]);
        await watch(memory, memory.clock.now());
        await settleAll(memory);
      };
      for (const one of acts) {
        const id = 'which' in one ? ids[one.which % Math.max(ids.length, 1)] : undefined;
        if (one.act === 'SEND') ids.push(await arrived(memory, one.source));
        else if (one.act === 'DEFINE')
          await applyExperiment(memory, E, texts[one.which]!, { newReading: true });
        else if (one.act === 'SETTLE' || id === undefined) await settle();
        else if (one.act === 'REREAD') await reread(memory, id).catch(() => {});
        else await withdraw(memory, id).catch(() => {});
      }
      await settle();
      expect(await verified(memory)).toEqual([]);
      await reread(memory, ...(await inForce(memory, ids)));
      await settle();
      const now = acts.findLast((one) => one.act === 'DEFINE')?.which ?? 0;
      const counted = await counting(memory, ids);
      const zones = counted.flatMap((source) => ZONES[now]![source] ?? []);
      expect(new Set(zones).size).toBeLessThan(2);
      expect(await verified(memory)).toEqual([]);
      const fresh = await stack(texts[now]!);
      for (const source of counted) await sent(fresh, source);
      expect(await counting(fresh, await allOf(fresh))).toEqual(counted);
      expect((await answers(memory)).hash).toBe((await answers(fresh)).hash);
      expect(await Array.fromAsync(memory.catalogue.due(E))).toEqual([]);
    });
    await fc.assert(property, { numRuns: 60, seed: 1 });
  });
});

async function allOf(memory: MemoryPorts) {
  const listed = memory.catalogue.list(receiptKind, E, 'DOWNLINK#');
  return (await Array.fromAsync(listed)).map(({ item }) => item.id);
}

async function receiptOf(memory: MemoryPorts, id: string) {
  return (await memory.catalogue.get(receiptKind, receiptKey(E, id)))!.item;
}

async function inForce(memory: MemoryPorts, ids: readonly string[]) {
  const all = await Promise.all(ids.map((id) => receiptOf(memory, id)));
  return all.filter(({ state }) => isIngested(state)).map(({ id }) => id);
}

/** The sources whose readings count, of those that are in force. */
async function counting(memory: MemoryPorts, ids: readonly string[]) {
  const all = await Promise.all(ids.map((id) => receiptOf(memory, id)));
  return all
    .filter(({ state, duplicateOf }) => isIngested(state) && duplicateOf === null)
    .map(({ source }) => source!)
    .sort();
}
