import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { osteoFiles } from '../../examples/osteo/generate.ts';
import { warningsOf } from '../../shared/domain/experiment/warnings.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';

/**
 * The data judged by naive code of this file alone: neither the product's readers nor its detectors are used, so
 * that a mistake shared by simulator and detectors cannot hide. (Only the definition goes through its reader too.)
 */
const folder = new URL('../../examples/osteo/', import.meta.url);
const bytesOf = (name: string) => readFileSync(new URL(name, folder));
const textOf = (name: string) =>
  (name.endsWith('.gz') ? gunzipSync(bytesOf(name)) : bytesOf(name)).toString('utf8');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CHANNELS = ['temperature', 'humidity', 'co2'] as const;
const STUCK_AFTER = 4 * HOUR;
const MARGINS = { temperature: 0.5, humidity: 3, co2: 0.5 };
const TOLERANCE = 30_000;
const ACTIVATION = { FU1: Date.parse('2026-03-01T06:00:00Z'), GU1: Date.parse('2026-03-02T08:00:00Z') };

type ChannelName = (typeof CHANNELS)[number];
type Row = { readonly at: number } & Readonly<Record<ChannelName, number>>;
type Run = { readonly from: number; readonly samples: number };

function rowsOf(name: string): Row[] {
  const [, ...lines] = textOf(name).trimEnd().split('\n');
  return lines.map((line) => {
    const [at, temperature, humidity, co2] = line.split(',');
    return {
      at: Date.parse(at!),
      temperature: Number(temperature),
      humidity: Number(humidity),
      co2: Number(co2),
    };
  });
}

const units = { FU1: rowsOf('fu1-2026-03-13.csv.gz'), GU1: rowsOf('gu1-2026-03-14.csv') };
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

/** Runs of `minimum` ms or longer in which `same` holds from each row to the next; a run of n rows lasts n minutes. */
function longRuns(rows: readonly Row[], minimum: number, same: (a: Row, b: Row) => boolean): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && same(rows[end - 1]!, rows[end]!)) end++;
    if ((end - start) * MINUTE >= minimum) runs.push({ from: rows[start]!.at, samples: end - start });
    start = end;
  }
  return runs;
}

/** Mutual nearest rows by elapsed time, by trying all: nearest of each to each, earlier on a tie. */
function pairUp(flight: readonly Row[], ground: readonly Row[]): [Row, Row][] {
  const f = flight.map(({ at }) => at - ACTIVATION.FU1);
  const g = ground.map(({ at }) => at - ACTIVATION.GU1);
  const nearest = (from: number[], to: number[]) =>
    from.map((at) => {
      let best = 0;
      for (let j = 1; j < to.length; j++) if (Math.abs(to[j]! - at) < Math.abs(to[best]! - at)) best = j;
      return best;
    });
  const toGround = nearest(f, g);
  const toFlight = nearest(g, f);
  return flight.flatMap((row, i): [Row, Row][] => {
    const j = toGround[i]!;
    return toFlight[j] === i && Math.abs(f[i]! - g[j]!) <= TOLERANCE ? [[row, ground[j]!]] : [];
  });
}

/** Median of flight minus ground for each 6-h UTC block (of flight time) with at least half its 360 pairs. */
function blockMedians(pairs: readonly [Row, Row][], channel: ChannelName): Map<number, number> {
  const blocks = new Map<number, number[]>();
  for (const [flight, ground] of pairs) {
    const block = Math.floor(flight.at / (6 * HOUR)) * 6 * HOUR;
    blocks.set(block, [...(blocks.get(block) ?? []), flight[channel] - ground[channel]]);
  }
  const medians = new Map<number, number>();
  for (const [block, differences] of blocks) {
    const sorted = differences.toSorted((a, b) => a - b);
    const half = sorted.length / 2;
    if (half >= 90) medians.set(block, (sorted[Math.floor(half - 0.5)]! + sorted[Math.floor(half)]!) / 2);
  }
  return medians;
}

const definition = parse(textOf('definition.yaml'));
const truth = JSON.parse(textOf('truth.json'));
const faultOf = (kind: string) => truth.faults.find((fault: { kind: string }) => fault.kind === kind);

const pairs = pairUp(units.FU1, units.GU1);

const stuckRuns = Object.entries(units).flatMap(([unit, rows]) =>
  CHANNELS.flatMap((channel) =>
    longRuns(rows, STUCK_AFTER, (a, b) => a[channel] === b[channel]).map((run) => ({
      unit,
      channel,
      ...run,
    })),
  ),
);

describe('the osteo example', () => {
  it('is what its generator makes, to the last byte of text', () => {
    for (const [name, text] of osteoFiles()) {
      expect(textOf(name) === text, `${name} differs: run node examples/osteo/generate.ts`).toBe(true);
    }
  });

  it('stays small: all data files together are below 1.5 MB', () => {
    const total = [...osteoFiles().keys()].reduce((sum, name) => sum + bytesOf(name).length, 0);
    expect(total).toBeLessThan(1_500_000);
  });

  it('covers twelve days from activation on both units, with stowage before', () => {
    for (const unit of ['FU1', 'GU1'] as const) {
      const rows = units[unit];
      expect(rows[0]!.at).toBeLessThanOrEqual(ACTIVATION[unit] - 6 * HOUR + MINUTE);
      expect(rows.at(-1)!.at).toBeGreaterThanOrEqual(ACTIVATION[unit] + 12 * 24 * HOUR);
      expect(rows.every((row, i) => i === 0 || row.at > rows[i - 1]!.at)).toBe(true);
    }
  });

  it('tells the truth: every fault as found by naive code, in order, and the samples of each unit', () => {
    expect(truth.faults).toEqual([
      expect.objectContaining({
        kind: 'STUCK',
        unit: 'FU1',
        channels: ['humidity'],
        samples: stuckRuns[0]!.samples,
      }),
      expect.objectContaining({ kind: 'OFFSET', unit: 'FU1', pair: 'P1', channels: ['temperature'], by: 1 }),
      expect.objectContaining({ kind: 'GAP', unit: 'GU1', channels: [...CHANNELS], samples: 40 }),
    ]);
    for (const [unit, rows] of Object.entries(units)) {
      for (const channel of CHANNELS) {
        expect(truth.samples[unit][channel]).toBe(rows.filter((row) => Number.isFinite(row[channel])).length);
      }
    }
  });

  it('has exactly one stuck sensor', () => {
    const fault = faultOf('STUCK');
    expect(stuckRuns.map(({ from, ...run }) => ({ ...run, from: iso(from) }))).toEqual([
      { unit: 'FU1', channel: 'humidity', from: fault.from, samples: fault.samples },
    ]);
    const [run] = stuckRuns;
    expect(iso(run!.from + run!.samples * MINUTE)).toBe(fault.to);
  });

  it('never shows two channels of a unit unchanged together, for as little as ten minutes', () => {
    for (const rows of Object.values(units)) {
      for (const [a, b] of [
        ['temperature', 'co2'],
        ['temperature', 'humidity'],
        ['humidity', 'co2'],
      ] as const) {
        expect(longRuns(rows, 10 * MINUTE, (x, y) => x[a] === y[a] && x[b] === y[b])).toEqual([]);
      }
    }
  });

  it('has exactly one gap, and no other interval differs from one minute', () => {
    const fault = faultOf('GAP');
    const odd = Object.entries(units).flatMap(([unit, rows]) =>
      rows.slice(1).flatMap(({ at }, i) => {
        const before = rows[i]!.at;
        return at - before === MINUTE ? [] : [{ unit, from: iso(before), to: iso(at) }];
      }),
    );
    expect(odd).toEqual([{ unit: 'GU1', from: fault.from, to: fault.to }]);
    expect(Date.parse(fault.to) - Date.parse(fault.from)).toBe((fault.samples + 1) * MINUTE);
  });

  it('pairs every flight row but the forty of the gap, none at equal times', () => {
    expect(pairs.length).toBe(units.GU1.length);
    expect(pairs.length).toBe(units.FU1.length - 40);
    const lags = new Set(pairs.map(([flight, ground]) => ground.at - flight.at - 26 * HOUR));
    expect([...lags]).toEqual([12_000]);
  });

  it('has exactly one offset: twelve blocks well beyond the margin, all other blocks well within', () => {
    const fault = faultOf('OFFSET');
    const [stuck] = stuckRuns;
    const isStuck = ({ at }: Row) => at >= stuck!.from && at < stuck!.from + stuck!.samples * MINUTE;
    for (const channel of CHANNELS) {
      // Both with and without the frozen samples: the example must not hang on their being left out.
      for (const kept of [pairs, pairs.filter(([flight]) => channel !== 'humidity' || !isStuck(flight))]) {
        const medians = [...blockMedians(kept, channel)];
        const beyond = medians.filter(([, median]) => Math.abs(median) > 0.6 * MARGINS[channel]);
        if (channel !== 'temperature') {
          expect(beyond).toEqual([]);
          continue;
        }
        expect(beyond.map(([block]) => block)).toEqual(
          Array.from({ length: 12 }, (_, i) => Date.parse(fault.from) + i * 6 * HOUR),
        );
        expect(beyond.every(([, median]) => median > 1.5 * MARGINS.temperature)).toBe(true);
        expect(beyond.at(-1)![0] + 6 * HOUR).toBe(Date.parse(fault.to));
      }
    }
  });

  it('keeps humidity and CO2 clean: under 1 % of pairs beyond the margin, no excursion', () => {
    for (const channel of ['humidity', 'co2'] as const) {
      expect(pairs.filter(([f, g]) => Math.abs(f[channel] - g[channel]) > MARGINS[channel])).toEqual([]);
    }
  });

  it('stays within the limits and the valid ranges that its definition declares', () => {
    for (const channel of definition.channels) {
      const [lowest, highest] = channel.limits?.[0].warning ?? channel.validRange;
      for (const rows of Object.values(units)) {
        const outside = rows.filter(
          (row) => row[channel.id as ChannelName] < lowest || row[channel.id as ChannelName] > highest,
        );
        expect(outside, channel.id).toEqual([]);
      }
    }
  });
});

describe('the definition of the osteo example', () => {
  it('is accepted by the product without a warning', () => {
    expect(warningsOf(readDefinition(textOf('definition.yaml')).definition)).toEqual([]);
  });

  it('declares what this file judges by', () => {
    expect(definition.channels.map(({ id }: { id: string }) => id)).toEqual([...CHANNELS]);
    for (const { id, period, stuckAfter, twin } of definition.channels) {
      expect({ period, stuckAfter, twin }).toEqual({
        period: 'PT1M',
        stuckAfter: 'PT4H',
        twin: { margin: MARGINS[id as ChannelName], tolerance: 'PT30S' },
      });
    }
    expect(definition.units.map(({ events }: { events: { at: string }[] }) => events[0]!.at)).toEqual(
      Object.values(ACTIVATION).map(iso),
    );
  });

  it('maps or ignores every column of both files, each file by one source', () => {
    for (const name of ['fu1-2026-03-13.csv.gz', 'gu1-2026-03-14.csv']) {
      const matching = definition.sources.filter(({ match }: { match: string }) =>
        name.startsWith(match.slice(0, 4)),
      );
      expect(matching.length).toBe(1);
      const [{ time, columns, ignore }] = matching;
      const header = textOf(name).split('\n', 1)[0]!.split(',');
      expect(new Set(header)).toEqual(new Set([time.column, ...Object.keys(columns), ...ignore]));
    }
  });
});
