/** The tables of an export say what the merged reading says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketTables } from '../../../../functions/cli/export/bucket-tables.ts';
import { mergeFrames } from '../../../../shared/domain/archive/merge.ts';
import type { RankedFrame } from '../../../../shared/domain/archive/samples.ts';
import { seriesCalibration } from '../../../../shared/domain/calibration/series-calibration.ts';
import { packFlags, unpackFlags } from '../../../../shared/domain/telemetry/flags.ts';
import type { InUnit } from '../../../../shared/domain/telemetry/in-unit.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';
import { encodeTable } from '../../../../shared/formats/parquet/table.ts';
import { type Merging, readMerged } from '../../../../shared/usecases/heads/read-samples.ts';
import { parquetRows } from '../../../support/read-parquet.ts';

const T0 = Date.UTC(2026, 2, 1) * 1000;
const FLAGS = [
  0,
  packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' }),
  packFlags({ quality: 'UNCERTAIN', acquisitionStatus: 'ACQUIRED', origin: 'SETPOINT' }),
];

/** Few times, values and ranks, so that copies and conflicts are many. */
const column = fc.record({
  series: fc.constantFrom('temperature', 'temperature@T2', 'it"s'),
  kind: fc.constantFrom('decimal', 'float64'),
  cells: fc.array(fc.constantFrom<(number | null)[]>(null, 0, -0, 1.25, 2.5, -3.75), {
    minLength: 6,
    maxLength: 6,
  }),
  flags: fc.array(fc.nat(FLAGS.length - 1), { minLength: 6, maxLength: 6 }),
});
const drawnSegment = fc.record({
  rank: fc.nat(1),
  from: fc.nat(30),
  columns: fc.uniqueArray(column, { minLength: 1, maxLength: 3, selector: ({ series }) => series }),
});
type Drawn = typeof drawnSegment extends fc.Arbitrary<infer T> ? T : never;

function frameOf({ rank, from, columns }: Drawn): RankedFrame {
  return {
    rank,
    frame: {
      times: Float64Array.from({ length: 6 }, (_, i) => T0 + (from + i) * 1e6),
      columns: columns.map(({ series, kind, cells, flags }) => ({
        series,
        storage: kind === 'decimal' ? { kind: 'decimal', scale: 2 } : { kind: 'float64' },
        values: Float64Array.from(cells, (cell) => cell ?? Number.NaN),
        flags: Uint8Array.from(cells, (cell, i) => (cell === null ? 0 : FLAGS[flags[i]!]!)),
      })),
    },
  };
}

/** One row a segment, as the archive has it: `d0` brought the first. */
function archiveOf(drawn: readonly Drawn[]) {
  const bytes = new Map<string, Uint8Array>();
  const segments = drawn.map((one, i) => {
    const { frame, rank } = frameOf(one);
    const key = `s${i}`;
    bytes.set(key, encodeFrame(frame, {}).bytes);
    return { key, rank, from: frame.times[0]!, to: frame.times.at(-1)!, samples: 6 * one.columns.length };
  });
  const store = {
    archive: { read: async (name: unknown) => bytes.get(String(name)) ?? Promise.reject(new Error()) },
  };
  const brought = segments.map(({ key, from, to }, i) => ({
    ...{ unit: 'FU1', bucket: '2026-03-01', downlink: `d${i}`, attempt: 1, key },
    ...{ from: isoOf(from), to: isoOf(to) },
  }));
  return { store, segments, brought };
}

type Archive = Pick<ReturnType<typeof archiveOf>, 'store' | 'segments'> & {
  brought: Parameters<typeof bucketTables>[1]['brought'];
};
type Rules = Partial<Omit<Merging<Archive['segments'][number]>, 'segments'>>;

async function told(
  { store, segments, brought }: Archive,
  rules: Rules = {},
  stuck: Parameters<typeof bucketTables>[1]['stuck'] = [],
) {
  const rows = { samples: [] as Record<string, unknown>[], conflicts: [] as Record<string, unknown>[] };
  const units = new Map([
    ['temperature', { channel: 'temperature', ucum: 'Cel', isCounts: false, sensor: null }],
  ]);
  const merging = { changesOf: () => new Map(), calibrations: new Map(), wanted: {}, ...rules, segments };
  for await (const span of readMerged(store, merging)) {
    const tables = bucketTables(span, { unit: 'FU1', units, brought, stuck });
    for (const what of ['samples', 'conflicts'] as const) {
      const { groups, n, from, to } = tables[what];
      const read = n === 0 ? [] : await parquetRows(encodeTable(groups, {}));
      expect(read).toHaveLength(n);
      for (const { time } of read)
        expect(Number(time) * 1000 >= from && Number(time) * 1000 <= to).toBe(true);
      rows[what].push(...read);
    }
  }
  return rows;
}

const text = (...cells: unknown[]) =>
  cells.map((cell) => (Object.is(cell, -0) ? '-0' : String(cell))).join(' ');
const textOf = ({ channel, sensor, time, value, quality, status, origin }: Record<string, unknown>) =>
  text(channel, sensor, Number(time), value, quality, status, origin);

function expected(drawn: readonly Drawn[], which: 'winning' | 'losing'): string[] {
  return mergeFrames(drawn.map(frameOf))
    .flatMap((series) => {
      const { times, values, flags } = which === 'winning' ? series : series.losing;
      return Array.from(times, (time, i) => {
        const { quality, acquisitionStatus, origin } = unpackFlags(flags[i]!);
        const [channel, sensor = null] = series.series.split('@');
        return text(channel, sensor, time / 1000, values[i], quality, acquisitionStatus, origin);
      });
    })
    .sort();
}

describe('the tables of a bucket', () => {
  it('equal the merged reading, span by span too, and name who brought what won and what lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawnSegment, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(8, 1000),
        async (drawn, most) => {
          const rows = await told(archiveOf(drawn), { most });
          expect(rows.samples.map(textOf).sort()).toEqual(expected(drawn, 'winning'));
          expect(rows.conflicts.map(textOf).sort()).toEqual(expected(drawn, 'losing'));
          for (const { downlinks, wonDownlinks, channel, sensor, time, value, wonValue } of rows.conflicts) {
            const series = sensor === null ? channel : `${channel}@${sensor}`;
            const holds = (downlink: string, wanted: unknown) => {
              const { frame } = frameOf(drawn[Number(downlink.slice(1))]!);
              const values = frame.columns.find((one) => one.series === series)?.values;
              return Object.is(values?.[frame.times.indexOf(Number(time) * 1000)], wanted);
            };
            const names = [String(downlinks).split(' '), String(wonDownlinks).split(' ')] as const;
            expect(names[0].every((one) => holds(one, value)) && names[0].length > 0).toBe(true);
            expect(names[1].every((one) => holds(one, wonValue)) && names[1].length > 0).toBe(true);
          }
        },
      ),
      { seed: 404, numRuns: 40, endOnFailure: true },
    );
  }, 60_000);

  const cells: Drawn['columns'][number]['cells'] = [2.5, -3.75, null, 0, null, null];
  const temperature = { series: 'temperature', kind: 'decimal', cells, flags: [0, 1, 0, 0, 0, 0] } as const;
  const one = { rank: 1, from: 0, columns: [{ ...temperature, flags: [...temperature.flags] }] };

  it('hold what was read in another unit as answers do, and no value where none leads there', async () => {
    const inOther = async (from: string | null) => {
      const change: InUnit = { from, to: 'K', isCounts: false };
      const { samples } = await told(archiveOf([one]), {
        changesOf: () => new Map([['temperature', change]]),
      });
      return samples.map(({ value, quality, status }) => [value, quality, status]);
    };
    expect(await inOther('Cel')).toEqual([
      [275.65, 'GOOD', 'ACQUIRED'],
      [-3.75, 'BAD', 'INVALID'],
      [273.15, 'GOOD', 'ACQUIRED'],
    ]);
    expect((await inOther(null)).map((row) => row.slice(1))).toEqual(
      // The second is a missing code, whatever its unit is.
      ['UNCONVERTED', 'INVALID', 'UNCONVERTED'].map((status) => ['BAD', status]),
    );
  });

  it('are calibrated, what lost too, and leave out what is not wanted', async () => {
    const calibration = seriesCalibration({
      ...{
        ofChannel: [{ polynomial: [1, 2] }],
        ofSensor: [],
        sensor: null,
        serial: null,
      },
      validRange: null,
    });
    const other = { ...one, rank: 2, columns: [{ ...one.columns[0]!, cells: [9, 9, 9, 9, 9, 9] }] };
    const rows = await told(archiveOf([one, other]), {
      calibrations: new Map([['temperature', calibration!]]),
      wanted: { range: { from: T0, to: T0 + 1e6 }, series: new Set(['temperature']) },
    });
    expect(rows.samples.map(({ value, ucum }) => [value, ucum])).toEqual([[6, 'Cel']]);
    expect(rows.conflicts).toMatchObject([{ value: 19, wonValue: 6, downlinks: 'd1', wonDownlinks: 'd0' }]);
  });

  it('call GOOD samples UNCERTAIN while their sensor stood still', async () => {
    const stuck = { unit: 'FU1', series: 'temperature', from: isoOf(T0 + 1), to: null };
    const { samples } = await told(archiveOf([one]), {}, [
      stuck,
      { ...stuck, series: 'humidity', from: isoOf(0) },
    ]);
    expect(samples.map(({ quality }) => quality)).toEqual(['GOOD', 'BAD', 'UNCERTAIN']);
    // The last sample that it stood still for is in.
    const ended = { ...stuck, from: isoOf(T0), to: isoOf(T0) };
    const ofOne = await told(archiveOf([one]), {}, [ended]);
    expect(ofOne.samples.map(({ quality }) => quality)).toEqual(['UNCERTAIN', 'BAD', 'GOOD']);
  });

  it('name of merged segments the downlinks of the source that reach over the instant', async () => {
    const other = { ...one, rank: 2, columns: [{ ...one.columns[0]!, cells: [9, 9, 9, 9, 9, 9] }] };
    const { store, segments } = archiveOf([one, other]);
    const sources = segments.map((segment, i) => ({ ...segment, source: `of-${i}` }));
    const part = (downlink: string, source: string | undefined, from: number, to: number) => ({
      ...{ unit: 'FU1', bucket: '2026-03-01', downlink, attempt: 1, ...(source !== undefined && { source }) },
      ...{ from: isoOf(T0 + from * 1e6), to: isoOf(T0 + to * 1e6) },
    });
    const brought = [
      part('early', 'of-1', 0, 0),
      part('late', 'of-1', 1, 5),
      part('whole', 'of-0', 0, 5),
      part('older', undefined, 0, 0),
    ];
    const { conflicts } = await told({ store, segments: sources, brought });
    expect(conflicts.map(({ downlinks, wonDownlinks }) => [downlinks, wonDownlinks])).toEqual([
      ['early older', 'older whole'],
      ['late', 'whole'],
      ['late', 'whole'],
    ]);
  });
});
