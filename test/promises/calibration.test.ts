/** docs/design.md#calibration: calibrations and ranks change answers, never segments, whenever they are declared. */
import { beforeAll, describe, expect, it } from 'vitest';
import { headKind, headPrefix } from '../../shared/domain/bucket/head.ts';
import { experimentKey, experimentKind } from '../../shared/domain/experiment/experiment-record.ts';
import { exportSegments } from '../../shared/usecases/answer/export-segments.ts';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { answersOf } from '../support/end-state.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { settleAll, upload } from '../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';

const { flight, ground } = twinFiles();

/** The twins with a sensor on the flight unit and a limit that no file passes. */
const twins = (calibrations = '') =>
  TWIN_DEFINITION.replace(
    '{ id: FU1, arm: flight,',
    `{ id: FU1, arm: flight, sensors: [{ id: T1, serial: PT-1187, measures: temperature${calibrations} }],`,
  ).replace('quantity: temperature', 'limits: [{ warning: [36, 37.5] }]');
const WARMER = twins(', calibrations: [{ from: 2026-01-10T00:00:00Z, polynomial: [0.8, 1] }]');
const CALIBRATED = {
  ...{ unit: 'FU1', channel: 'temperature', of: 'sensor', sensor: 'T1', serial: 'PT-1187' },
  ...{ kind: 'polynomial', from: '2026-01-10T00:00:00Z', to: null },
};
const ASKED = { unit: 'FU1', channel: 'temperature' };

async function landed(definition: string): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applied(memory, definition);
  await upload(memory, 'twins', 'fu1.csv', flight);
  await upload(memory, 'twins', 'gu1.csv', ground);
  await settleAll(memory);
  return memory;
}

async function applied(memory: MemoryPorts, definition: string) {
  const answer = await applyExperiment(memory, 'twins', definition);
  await settleAll(memory);
  return answer;
}

const hashOf = async (memory: MemoryPorts) => (await hashArchive(memory, 'twins')).hash;
const readingOf = async (memory: MemoryPorts) =>
  (await memory.catalogue.get(experimentKind, experimentKey('twins')))!.item.readingRevision;
const segmentsOf = (memory: MemoryPorts) =>
  [...memory.archive.objects.keys()].filter((key) => key.startsWith('segments/')).toSorted();
async function pagesOf(memory: MemoryPorts, unit: string) {
  const pages = [];
  for await (const { item } of memory.catalogue.list(headKind, 'twins', headPrefix(1, unit)))
    pages.push(item.page);
  return pages;
}
const valuesOf = async (memory: MemoryPorts, asked: { unit: string; channel: string } = ASKED) =>
  (await queryTelemetry(memory, 'twins', asked)).points.map(({ mean }) => mean);

describe('a post-flight calibration of one sensor', () => {
  let memory: MemoryPorts;
  let before: Awaited<ReturnType<typeof stateOf>>;
  async function stateOf() {
    const telemetry = await queryTelemetry(memory, 'twins', ASKED);
    const delta = await queryDelta(memory, 'twins', { pair: 'P1', channel: 'temperature' });
    const { anomalies } = await listAnomalies(memory, 'twins', {});
    return {
      ...{ telemetry, delta, anomalies, hash: await hashOf(memory), segments: segmentsOf(memory) },
      ...{ reading: await readingOf(memory), flightPages: await pagesOf(memory, 'FU1') },
      groundPages: await pagesOf(memory, 'GU1'),
      humidity: await queryDelta(memory, 'twins', { pair: 'P1', channel: 'humidity' }),
    };
  }
  let after: typeof before;
  beforeAll(async () => {
    memory = await landed(twins());
    before = await stateOf();
    expect((await applied(memory, WARMER)).warnings).toEqual([]);
    after = await stateOf();
  });

  it('moves telemetry, and the answer names it', () => {
    const moved = before.telemetry.points.map(({ mean }) => mean + 0.8);
    expect(after.telemetry.points.map(({ mean }) => mean)).toEqual(moved);
    expect([before.telemetry.calibrations, after.telemetry.calibrations]).toEqual([undefined, [CALIBRATED]]);
  });

  it('moves windows as it moves samples', async () => {
    const { resolution, points } = await queryTelemetry(memory, 'twins', { ...ASKED, maxPoints: 20 });
    expect(resolution).not.toBe('raw');
    expect(Math.min(...points.map(({ min }) => min))).toBe(
      Math.min(...after.telemetry.points.map(({ min }) => min)),
    );
  });

  it('moves deltas and their snapshot, and names it', () => {
    expect(after.delta.summary.delta! - before.delta.summary.delta!).toBeCloseTo(0.8, 9);
    expect(after.delta.summary.pairedSamples).toBe(before.delta.summary.pairedSamples);
    expect(after.delta.calibrations).toEqual([CALIBRATED]);
    expect(after.delta.snapshot).not.toBe(before.delta.snapshot);
    expect(after.humidity.summary).toEqual(before.humidity.summary);
  });

  it('moves anomalies, and they name it', () => {
    expect(before.anomalies.map(({ kind }) => kind)).toEqual(['STUCK']);
    expect(after.anomalies.map(({ kind }) => kind).toSorted()).toEqual(['LIMIT', 'STUCK']);
    for (const { calibrations } of after.anomalies) expect(calibrations).toEqual([CALIBRATED]);
    expect(before.anomalies[0]!.calibrations).toBe(undefined);
  });

  it('leaves the archive, its segments and the reading as they are, and builds only the pages concerned', () => {
    expect([after.hash, after.segments, after.reading]).toEqual([
      before.hash,
      before.segments,
      before.reading,
    ]);
    expect(after.groundPages).toEqual(before.groundPages);
    expect(after.flightPages[0]!.digest).not.toBe(before.flightPages[0]!.digest);
    expect(after.flightPages[0]!.samples).toBe(before.flightPages[0]!.samples);
  });

  it('comes to the same as one that was declared before the files came', async () => {
    const first = await landed(WARMER);
    const { archive: _one, ...early } = await answersOf(first, 'twins');
    const { archive: _other, ...late } = await answersOf(memory, 'twins');
    expect(late).toEqual(early);
    expect(await hashOf(first)).toBe(after.hash);
  });

  it('is undone by the definition of before', async () => {
    await applied(memory, twins());
    expect(await valuesOf(memory)).toEqual(before.telemetry.points.map(({ mean }) => mean));
    const digests = (pages: typeof before.flightPages) => pages.map((page) => page?.digest);
    expect(digests(await pagesOf(memory, 'FU1'))).toEqual(digests(before.flightPages));
  });

  it('is named in an export, whose segments hold the numbers of the files', async () => {
    const named = await landed(WARMER);
    const { answer } = await exportSegments(named, 'twins', {});
    expect(answer.calibrations).toMatchObject([{ kind: 'none' }, CALIBRATED]);
    expect(answer.segments.map(({ key }) => key).toSorted()).toEqual(
      before.segments.map((key) => key).toSorted(),
    );
  });
});

describe('a channel of counts', () => {
  const COUNTS = (calibrators: string) => `
id: twins
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels:
  - { id: temperature, unit: Cel, period: PT1M, validRange: [-20, 60], calibrators: ${calibrators} }
sources:
  - { id: counts, match: '*.csv', time: { column: t }, columns: {
      adc: { unit: FU1, channel: temperature, missing: [{ value: 65535 }] } } }
`;
  const FILE =
    't,adc\n2026-03-01T06:00:00Z,2048\n2026-03-01T06:01:00Z,4095\n2026-03-01T06:02:00Z,65535\n2026-03-01T06:03:00Z,1024\n';
  const pointsUnder = async (calibrators: string) => {
    const memory = memoryPorts();
    const { warnings } = await applied(memory, COUNTS(calibrators));
    await upload(memory, 'twins', 'a.csv', FILE);
    await settleAll(memory);
    const { points } = await queryTelemetry(memory, 'twins', ASKED);
    return { said: points.map(({ mean, quality }) => `${mean} ${quality}`), warnings };
  };

  it('is answered in its unit; the missing code is judged on the count, the valid range on the unit', async () => {
    const { said, warnings } = await pointsUnder('[{ polynomial: [-10, 0.03125] }]');
    expect(said).toEqual(['54 GOOD', '117.96875 BAD', '22 GOOD']);
    expect(warnings).toEqual([]);
  });

  it('is told where no calibrator is in force, and BAD there', async () => {
    const { said, warnings } = await pointsUnder(
      '[{ from: 2026-03-01T06:01:00Z, spline: [[0, 0], [1024, 20], [4096, 50]] }]',
    );
    expect(said).toEqual(['2048 BAD', '49.990234375 GOOD', '20 GOOD']);
    expect(warnings).toEqual([
      {
        code: 'definition.uncalibrated',
        field: 'channels[0].calibrators',
        message:
          'no calibrator is in force for temperature before 2026-03-01T06:01:00Z: its readings are BAD there, because the number may be a count; where it is in the unit of the channel, declare polynomial: [0, 1]',
      },
    ]);
  });
});

describe('words', () => {
  const LAMP = (calibrators: string, format = 'csv') => `
id: twins
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: lamp, unit: '1', period: PT1M, stuckAfter: none, calibrators: ${calibrators} }]
sources:
  - { id: lamp, match: 'lamp*', format: ${format}, time: { column: t }, columns: { lamp: { unit: FU1, channel: lamp } } }
`;
  const SWITCHED = '[{ enumeration: { 0: OFF, 1: ON } }]';
  const LAMPS = { unit: 'FU1', channel: 'lamp' };
  async function lampOf(definition: string, content: string) {
    const memory = memoryPorts();
    await applied(memory, definition);
    const id = await upload(memory, 'twins', 'lamp.csv', content);
    await settleAll(memory);
    const { counts, byReason } = await showReceipt(memory, 'twins', id);
    const { points } = await queryTelemetry(memory, 'twins', LAMPS);
    return { memory, counts, byReason, said: points.map(({ mean, label }) => `${mean} ${label}`) };
  }
  const csv = (...cells: string[]) =>
    `t,lamp\n${cells.map((cell, i) => `2026-03-01T06:0${i}:00Z,${cell}\n`).join('')}`;

  it.each([['[{ enumeration: { 0: OFF, 1: ON } }]'], ['[{ enumeration: { ON: 1, OFF: 0 } }]']])(
    'come in by %s, beside their numbers, and go out with them',
    async (calibrators) => {
      const { said, counts } = await lampOf(LAMP(calibrators), csv('ON', 'OFF', '1', '"OFF"', '7'));
      expect(said).toEqual(['1 ON', '0 OFF', '1 ON', '0 OFF', '7 undefined']);
      expect(counts).toMatchObject({ accepted: 5, rejected: 0 });
    },
  );

  it('come in from NDJSON, truth values too', async () => {
    const lines = ['"ON"', '0', 'true', '" OFF "'].map(
      (lamp, i) => `{"t":"2026-03-01T06:0${i}:00Z","lamp":${lamp}}\n`,
    );
    const { said } = await lampOf(
      LAMP('[{ enumeration: { OFF: 0, ON: 1, "true": 2 } }]', 'ndjson'),
      lines.join(''),
    );
    expect(said).toEqual(['1 ON', '0 OFF', '2 true', '0 OFF']);
  });

  it('that nobody declared are rejects, and the sum holds', async () => {
    const { said, counts, byReason } = await lampOf(LAMP(SWITCHED), csv('ON', 'off', 'OPEN', 'NaN', ''));
    expect(said).toEqual(['1 ON']);
    expect(counts).toMatchObject({ samples: 4, accepted: 1, rejected: 3 });
    expect(byReason).toEqual({ 'value.unknown-word': 2, 'value.not-finite': 1 });
  });

  it('are those in force at the time of the row', async () => {
    const rewired =
      '[{ to: 2026-03-01T06:02:00Z, enumeration: { 0: OFF, 1: ON } }, { from: 2026-03-01T06:02:00Z, enumeration: { 0: ON, 1: OFF } }]';
    const { said } = await lampOf(LAMP(rewired), csv('ON', '0', 'ON', '1'));
    expect(said).toEqual(['1 ON', '0 OFF', '0 ON', '1 OFF']);
  });

  it('leave a file of words to its numbers: other words for them change no page', async () => {
    const { memory } = await lampOf(LAMP(SWITCHED), csv('0', '1'));
    const pages = await pagesOf(memory, 'FU1');
    await applied(memory, LAMP('[{ enumeration: { 0: DARK, 1: LIT } }]'));
    expect(await pagesOf(memory, 'FU1')).toEqual(pages);
    const { points, calibrations } = await queryTelemetry(memory, 'twins', LAMPS);
    expect(points.map(({ label }) => label)).toEqual(['DARK', 'LIT']);
    expect(calibrations).toMatchObject([{ of: 'channel', kind: 'enumeration' }]);
  });
});

describe('the rank of a source', () => {
  const RANKED = (quick: number, final: number) => `
id: twins
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources:
  - { id: quick, match: 'quick*', rank: ${quick}, time: { column: t }, columns: { v: { unit: FU1, channel: temperature } } }
  - { id: final, match: 'final*', rank: ${final}, time: { column: t }, columns: { v: { unit: FU1, channel: temperature } } }
`;
  const csv = (...values: number[]) =>
    `t,v\n${values.map((value, i) => `2026-03-01T06:0${i}:00Z,${value}\n`).join('')}`;
  async function ranked(quick: number, final: number, files = 1): Promise<MemoryPorts> {
    const memory = memoryPorts();
    await applied(memory, RANKED(quick, final));
    for (let i = 0; i < files; i++) {
      await upload(memory, 'twins', `quick-${i}.csv`, csv(36.5, 37, 38 + i / 10));
      await upload(memory, 'twins', `final-${i}.csv`, csv(37.5, 37, 36 + i / 10));
      await settleAll(memory);
    }
    return memory;
  }

  it('decides which value wins from when it is in force, without a new reading', async () => {
    const memory = await ranked(1, 2);
    const [hash, reading] = [await hashOf(memory), await readingOf(memory)];
    expect(await valuesOf(memory)).toEqual([36.5, 37, 38]);
    await applied(memory, RANKED(2, 1));
    expect(await valuesOf(memory)).toEqual([37.5, 37, 36]);
    expect([await hashOf(memory), await readingOf(memory)]).toEqual([hash, reading]);
    const { answer } = await exportSegments(memory, 'twins', {});
    expect(answer.segments.map(({ rank }) => rank).toSorted()).toEqual([1, 2]);
    await applied(memory, RANKED(1, 1));
    expect(await valuesOf(memory)).toEqual([36.5, 37, 36]);
    expect(await hashOf(memory)).toBe(hash);
  });

  it('is no part of the archive: one hash whatever ranks the files came under', async () => {
    const hashes = [];
    for (const [quick, final] of [
      [1, 2],
      [2, 1],
      [1, 1],
    ] as const)
      hashes.push(await hashOf(await ranked(quick, final)));
    expect(new Set(hashes).size).toBe(1);
  });

  it('follows its source through compaction', async () => {
    const memory = await ranked(1, 2, 6);
    expect(await valuesOf(memory)).toEqual([36.5, 37, 38]);
    await applied(memory, RANKED(2, 1));
    expect(await valuesOf(memory)).toEqual([37.5, 37, 36]);
  });

  it('stays that of the reading where an earlier version did not keep the source', async () => {
    const memory = await ranked(1, 2);
    for await (const { key, item, version } of memory.catalogue.list(headKind, 'twins', headPrefix(1))) {
      const entries = item.entries.map((entry) => ({
        ...entry,
        segments: entry.segments.map(({ source: _source, ...segment }) => segment),
      }));
      await memory.catalogue.put(headKind, key, { ...item, entries }, version);
    }
    await applied(memory, RANKED(2, 1));
    expect(await valuesOf(memory)).toEqual([36.5, 37, 38]);
  });
});
