import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { readerOf } from '../../../../shared/formats/source/source-reader.ts';
import { readWholeText } from './read-whole-text.ts';

const definitionOf = (ambiguous: string, zone = 'Europe/Berlin') =>
  readDefinition(`
id: fold
arms: [{ id: bench, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [{ id: INC1, arm: bench }]
channels: [{ id: temperature, unit: Cel, storage: float64, period: PT1M }]
sources:
  - id: s
    match: "*.csv"
    time: { column: time, formats: ["yyyy-MM-dd HH:mm:ss"], zone: ${zone}, ambiguous: ${ambiguous} }
    columns: { temp: { unit: INC1, channel: temperature } }
`).definition;

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
/** Clocks in Berlin were set back from 03:00 to 02:00 at this instant. */
const BACK = Date.UTC(2025, 9, 26, 1) * 1000;

const inBerlin = (at: number) => {
  const offset = at < BACK ? 2 : 1;
  return new Date(at / 1000 + offset * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
};

/** The value of each row is its instant, so that a time that is wrong shows. */
const fileOf = (instants: readonly number[]) =>
  `time,temp\n${instants.map((at) => `${inBerlin(at)},${at / SECOND}\n`).join('')}`;

async function read(instants: readonly number[], ambiguous = 'ORDER') {
  const definition = definitionOf(ambiguous);
  const reader = readerOf(declaredBy(definition), definition.sources[0]!);
  const { given, summary } = await readWholeText(reader, fileOf(instants));
  const wrong = given.rows.filter(({ time, values }) => time / SECOND !== values[0]);
  return { given, summary, wrong };
}

const each = (minutes: number, from = BACK - 5 * HOUR, to = BACK + 5 * HOUR) =>
  Array.from(
    { length: Math.floor((to - from) / (minutes * 60 * SECOND)) },
    (_, i) => from + i * minutes * 60 * SECOND,
  );

describe('the hour that a clock shows twice, by the order of the rows', () => {
  it.each([1, 2, 5, 7, 10, 15, 20, 30, 60])(
    'is read whole where rows come every %i minutes',
    async (minutes) => {
      const instants = each(minutes);
      const { summary, wrong, given } = await read(instants);
      expect(wrong).toEqual([]);
      expect(summary).toMatchObject({ samples: instants.length, rejected: 0 });
      expect(given.rows).toHaveLength(instants.length);
    },
  );

  it('is read in pieces that are cut anywhere outside of it, and within it where the order still tells', async () => {
    const instants = each(10);
    for (let cut = 1; cut < instants.length; cut++) {
      for (const piece of [instants.slice(0, cut), instants.slice(cut)]) {
        const { wrong, summary } = await read(piece);
        expect(wrong).toEqual([]);
        expect(summary.rejected).toBeLessThanOrEqual(6);
      }
    }
  });

  it.each(['ORDER', 'EARLIER', 'LATER'])(
    'is never stored an hour off under %s where both times are in the file',
    async (ambiguous) => {
      const { wrong, summary } = await read(each(10), ambiguous);
      expect(wrong).toEqual([]);
      expect(summary.byReason).toEqual(ambiguous === 'ORDER' ? {} : { 'time.ambiguous': 6 });
    },
  );

  it.each([
    ['descending', (rows: readonly number[]) => rows.toReversed()],
    [
      'shuffled',
      (rows: readonly number[]) => rows.toSorted((a, b) => ((a * 7919) % 10_007) - ((b * 7919) % 10_007)),
    ],
    [
      'sent again from within',
      (rows: readonly number[]) => [...rows.slice(0, 35), ...rows.slice(29, 35), ...rows.slice(35)],
    ],
    ['with neighbours exchanged', (rows: readonly number[]) => rows.map((_, i) => rows[i ^ 1] ?? rows[i]!)],
    [
      'without the first time',
      (rows: readonly number[]) => rows.filter((at) => at < BACK - HOUR || at >= BACK),
    ],
    [
      'without the second time',
      (rows: readonly number[]) => rows.filter((at) => at < BACK || at >= BACK + HOUR),
    ],
    [
      'with the power off around the step back',
      (rows: readonly number[]) => rows.filter((at) => Math.abs(at - BACK) > 0.6 * HOUR),
    ],
  ] as const)('is stored nowhere wrong where the rows are %s', async (_, change) => {
    for (const minutes of [5, 10, 15]) {
      const { wrong, summary, given } = await read(change(each(minutes)));
      expect(wrong).toEqual([]);
      expect(given.rows.length + summary.rejected).toBe(summary.samples);
    }
  });

  it('is stored nowhere wrong whatever rows are lost, wherever the file begins and ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 5, 10, 15, 30),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 30, max: 400 }),
        fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 6 }),
        async (minutes, begin, length, lost) => {
          const from = BACK - 4 * HOUR + begin * 60 * SECOND;
          const all = each(minutes, from, from + length * 60 * SECOND);
          const instants = all.filter((_, i) => !lost.includes(i));
          if (instants.length < 8) return;
          expect((await read(instants)).wrong).toEqual([]);
        },
      ),
      { seed: 11, numRuns: 150 },
    );
  });

  it('leaves no step back to be told of', async () => {
    const { summary } = await read(each(1));
    expect(summary.warnings.map(({ code }) => code)).toEqual([]);
  });
});
