import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { isoOf, MICROS_PER_SECOND } from '../../../../shared/domain/time.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { readerOf } from '../../../../shared/formats/source/source-reader.ts';
import { readWholeText } from './read-whole-text.ts';

const { definition } = readDefinition(`
id: whole
arms: [{ id: bench, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [{ id: INC1, arm: bench }, { id: INC2, arm: bench }]
channels:
  - { id: temperature, unit: Cel, storage: float64, period: PT1M }
  - { id: humidity, unit: "%", storage: float64, period: PT1M }
sources:
  - id: wide
    match: "*.wide"
    time: { column: time }
    columns: { temp: { unit: INC1, channel: temperature }, rh: { unit: INC1, channel: humidity } }
  - id: long
    match: "*.long"
    layout: long
    time: { column: time }
    rows: { unit: { column: unit }, channel: { column: channel }, value: value }
`);

const START = Date.UTC(2026, 2, 1) * 1000;
const MINUTE = 60 * MICROS_PER_SECOND;

interface Row {
  readonly at: number;
  readonly value: number;
}

/** The rows that a right clock writes each minute, give or take some seconds. */
const minutes = fc
  .array(fc.integer({ min: -5, max: 5 }), { minLength: 30, maxLength: 80 })
  .map((jitter) =>
    jitter.map(
      (by, i): Row => ({ at: START + i * MINUTE + by * MICROS_PER_SECOND, value: 36 + (i % 7) / 10 }),
    ),
  );

const wide = (rows: readonly Row[]) =>
  `time,temp,rh\n${rows.map(({ at, value }) => `${isoOf(at)},${value},40\n`).join('')}`;

function read(source: number, text: string) {
  return readWholeText(readerOf(declaredBy(definition), definition.sources[source]!), text);
}

describe('a file that is right', () => {
  it.each([
    ['ascending', (rows: readonly Row[]) => [rows]],
    ['descending', (rows: readonly Row[]) => [rows.toReversed()]],
    ['shuffled', (rows: readonly Row[]) => [rows.toSorted((a, b) => hashOf(a.at) - hashOf(b.at))]],
    ['older data after newer', (rows: readonly Row[]) => [rows.slice(17), rows.slice(0, 17)]],
    ['a hole filled late', (rows: readonly Row[]) => [rows.slice(0, 9), rows.slice(20), rows.slice(9, 20)]],
  ] as const)('%s, is read as it stands', async (name, cut) => {
    await fc.assert(
      fc.asyncProperty(minutes, async (rows) => {
        const file = cut(rows).flat();
        const { summary, given, opened } = await read(0, wide(file));
        expect(summary).toMatchObject({ rejected: 0, samples: 2 * rows.length });
        expect(given.rows.map(({ time }) => time)).toEqual(file.map(({ at }) => at));
        // A second look only where rows are late within time that the file has, which the order of a few can be by chance.
        expect(opened).toBeLessThanOrEqual(name === 'a hole filled late' ? 2 : 1);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  it('whose rows were sent again is read as it stands, and what came again are duplicates', async () => {
    await fc.assert(
      fc.asyncProperty(minutes, fc.nat(29), fc.nat(29), async (rows, from, length) => {
        const to = Math.min(from + length + 1, rows.length);
        const file = [...rows.slice(0, to), ...rows.slice(from, to), ...rows.slice(to)];
        const { summary, given } = await read(0, wide(file));
        expect(summary.rejected).toBe(0);
        expect(given.rows).toHaveLength(file.length);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('in blocks by signal, or signal beside signal, is read once', async () => {
    await fc.assert(
      fc.asyncProperty(minutes, async (rows) => {
        const line = (unit: string, { at, value }: Row) => `${isoOf(at)},${unit},temperature,${value}\n`;
        const head = 'time,unit,channel,value\n';
        const blocks = ['INC1', 'INC2'].flatMap((unit) => rows.map((row) => line(unit, row)));
        const beside = rows.flatMap((row) => [
          line('INC1', row),
          line('INC2', { ...row, at: row.at + 1e12 }),
        ]);
        for (const lines of [blocks, beside]) {
          const { summary, opened } = await read(1, head + lines.join(''));
          expect(summary).toMatchObject({ rejected: 0, warnings: [] });
          expect(opened).toBe(1);
        }
      }),
      { seed: 6, numRuns: 20 },
    );
  });
});

describe('a clock that is reset', () => {
  it('stores no row of the wrong clock, wherever it is and however far it jumps', async () => {
    await fc.assert(
      fc.asyncProperty(
        minutes,
        fc.integer({ min: 6, max: 25 }),
        fc.integer({ min: 61, max: 5 * 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (rows, at, back, length) => {
          const last = rows[at]!.at;
          const wrong = Array.from(
            { length },
            (_, i): Row => ({
              at: last - back * MICROS_PER_SECOND + i * MINUTE,
              value: 20,
            }),
          );
          const after = rows.slice(at + 1 + length);
          const { summary, given } = await read(0, wide([...rows.slice(0, at + 1), ...wrong, ...after]));
          expect(given.rows.filter(({ values }) => values[0] === 20)).toEqual([]);
          expect(given.rows.filter(({ time }) => time <= last)).toHaveLength(at + 1);
          expect(summary.rejected + 2 * given.rows.length).toBe(summary.samples);
          // The right clock is believed again where it leads past the step back at once.
          const crept = length * MINUTE > (back - 60) * MICROS_PER_SECOND;
          if (!crept && back > 200 && after.length > 0)
            expect(given.rows.slice(at + 1).map(({ time }) => time)).toEqual(after.map((row) => row.at));
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('is found in memory that is full, in a series whose rows are as many', async () => {
    const rows = Array.from({ length: 5000 }, (_, i): Row => ({ at: START + i * MINUTE, value: i % 9 }));
    const again = rows.slice(4000, 4100).map(({ at }): Row => ({ at, value: 20 }));
    const { summary } = await read(0, wide([...rows.slice(0, 4500), ...again, ...rows.slice(4600)]));
    expect(summary.byReason).toEqual({ 'time.reset': 200 });
  });
});

function hashOf(at: number): number {
  return Math.imul(at / MICROS_PER_SECOND, 0x9e3779b1) >>> 0;
}
