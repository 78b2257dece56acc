import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { exampleTexts } from '../../examples/files.ts';
import { OSTEO } from '../../examples/osteo/campaign.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import { definitionWarnings } from '../../shared/usecases/define/definition-warnings.ts';

/**
 * The data judged by naive code of this file alone: neither the product's readers nor its detectors are used, so
 * that a mistake shared by simulator and detectors cannot hide. (Only the definition goes through its reader too.)
 */
const folder = new URL('../../examples/osteo/', import.meta.url);
const made = exampleTexts(OSTEO);
const textOf = (name: string) => made.get(name)!;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STUCK_AFTER = 4 * HOUR;
const MARGINS = { T1: 0.5, H1: 3, C1: 0.5 } as const;
const SENSORS = ['T1', 'T2', 'H1', 'H2', 'C1', 'HD', 'AX', 'AY', 'AZ', 'PV'] as const;
/** Those that never stand still; accelerometers are quieter than their resolution. */
const LIVELY = ['T1', 'T2', 'H1', 'H2', 'C1', 'HD', 'PV'] as const;
const UNITS = ['FU1', 'FU2', 'FU3', 'GU1', 'GU2', 'GU3'] as const;
const PAIRS = [1, 2, 3] as const;
const ACTIVATION = { F: Date.parse('2026-03-01T06:00:00Z'), G: Date.parse('2026-03-02T08:00:00Z') };
const DELAY = ACTIVATION.G - ACTIVATION.F;

type Sensor = (typeof SENSORS)[number];
type Unit = (typeof UNITS)[number];
type Row = { readonly at: number } & Readonly<Record<Sensor, number>>;

const sideOf = (unit: string) => (unit.startsWith('F') ? 'F' : 'G');
const dumpsOf = (side: string) => [...made.keys()].filter((name) => name.startsWith(`${side}-`)).sort();

/** Each instant once, in order: dumps overlap, repeat and shuffle what they hold, but never contradict each other. */
function linesOf(side: string): { header: string[]; lines: Map<number, string[]> } {
  const lines = new Map<number, string[]>();
  let header: string[] = [];
  for (const name of dumpsOf(side)) {
    const [first = '', ...rows] = textOf(name).trimEnd().split('\n');
    header = first.split(',');
    for (const row of rows) {
      const cells = row.split(',');
      const at = Date.parse(cells[0]!);
      if (lines.has(at)) expect(cells).toEqual(lines.get(at));
      lines.set(at, cells);
    }
  }
  return { header, lines: new Map([...lines].sort(([a], [b]) => a - b)) };
}

const sides = { F: linesOf('flight'), G: linesOf('ground') };

function rowsOf(unit: Unit): Row[] {
  const { header, lines } = sides[sideOf(unit)];
  const columns = SENSORS.map((sensor) => [sensor, header.indexOf(`${unit}_${sensor}`)] as const);
  return [...lines]
    .filter(([, cells]) => cells[columns[0]![1]] !== '')
    .map(([at, cells]) => {
      const values = Object.fromEntries(columns.map(([sensor, i]) => [sensor, Number(cells[i])]));
      return { at, ...values } as Row;
    });
}

const rows = Object.fromEntries(UNITS.map((unit) => [unit, rowsOf(unit)])) as Record<Unit, Row[]>;
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

const truth = z
  .object({
    seed: z.number(),
    faults: z.array(
      z.object({
        kind: z.string(),
        unit: z.string(),
        channels: z.array(z.string()),
        from: z.string(),
        to: z.string().nullable(),
        expected: z.array(z.looseObject({ kind: z.string(), from: z.string(), to: z.string().nullable() })),
      }),
    ),
    samples: z.record(z.string(), z.record(z.string(), z.number())),
  })
  .parse(JSON.parse(textOf('truth.json')));
const faultOf = (kind: string) => truth.faults.find((fault) => fault.kind === kind)!;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
}

/** Median of flight minus ground for each 6-h UTC block (of flight time) with at least half its 360 pairs. */
function blockMedians(pair: number, sensor: keyof typeof MARGINS): [number, number][] {
  const ground = new Map(
    rows[`GU${pair}` as Unit].map((row) => [row.at - DELAY - 12_000, row[sensor]] as const),
  );
  const blocks = new Map<number, number[]>();
  for (const row of rows[`FU${pair}` as Unit]) {
    const twin = ground.get(row.at);
    if (twin === undefined) continue;
    const block = Math.floor(row.at / (6 * HOUR)) * 6 * HOUR;
    const differences = blocks.get(block) ?? [];
    differences.push(row[sensor] - twin);
    blocks.set(block, differences);
  }
  return [...blocks]
    .filter(([, differences]) => differences.length >= 180)
    .map(([block, differences]) => [block, median(differences)]);
}

describe('the files of the osteo example', () => {
  it('are in git but for the dumps, as their generator makes them', () => {
    const inGit = readdirSync(folder).filter((name) => !/\.(gz|ts|md)$/.test(name));
    const texts = [...made.keys()].filter((name) => !name.endsWith('.gz'));
    expect(inGit.sort()).toEqual([...texts, 'dumps.json'].sort());
    for (const name of texts) {
      const isMade = readFileSync(new URL(name, folder), 'utf8') === made.get(name);
      expect(isMade, `${name} differs: run npm run example:osteo`).toBe(true);
    }
  });

  it('come as several dumps a side, one of them twice, overlapping and out of order', () => {
    const texts = dumpsOf('flight').map(textOf);
    expect(texts).toHaveLength(6);
    expect(new Set(texts).size).toBe(5);
    const starts = texts.map((text) => text.split('\n')[1]!.slice(0, 20));
    expect(starts).not.toEqual(starts.toSorted());
    const data = [...dumpsOf('flight'), ...dumpsOf('ground')].map(
      (name) => textOf(name).split('\n').length - 2,
    );
    const distinct = sides.F.lines.size + sides.G.lines.size;
    expect(data.reduce((a, b) => a + b, 0)).toBeGreaterThan(distinct + 4000);
  });

  it('have a column a sensor and unit, and nothing that the definition does not map', () => {
    for (const [source, side] of [
      [0, sides.F],
      [1, sides.G],
    ] as const) {
      const { time, columns } = definition.sources[source];
      expect(side.header).toEqual([time.column, ...Object.keys(columns)]);
    }
  });
});

describe('the mission of the osteo example', () => {
  it.each(UNITS)('covers twelve days of culture with stowage before and storage after: %s', (unit) => {
    const data = rows[unit];
    const activation = ACTIVATION[sideOf(unit)];
    expect(data[0]!.at).toBeLessThanOrEqual(activation - 6 * HOUR + MINUTE);
    expect(data.at(-1)!.at).toBeGreaterThanOrEqual(activation + 12 * 24 * HOUR + 1.9 * HOUR);
  });

  it('samples the ground 12 s off the flight, so that no two time stamps are equal', () => {
    const flight = new Set(rows.FU1.map(({ at }) => at + DELAY));
    expect(rows.GU1.filter(({ at }) => flight.has(at))).toEqual([]);
    expect(rows.GU1.filter(({ at }) => flight.has(at - 12_000))).toHaveLength(rows.GU1.length);
  });

  it('counts the samples of each unit and series', () => {
    const series: [Sensor, string][] = definition.units[0].sensors.map(
      ({ id, measures, primary }: { id: string; measures: string; primary?: boolean }) => [
        id,
        primary ? measures : `${measures}@${id}`,
      ],
    );
    for (const unit of UNITS) {
      for (const [sensor, name] of series) {
        expect(truth.samples[unit]![name]).toBe(
          rows[unit].filter((row) => Number.isFinite(row[sensor])).length,
        );
      }
    }
  });

  it('shows launch, microgravity and landing on the flight units, and 1 g on the ground', () => {
    const inCulture = (unit: Unit) =>
      rows[unit].filter(
        ({ at }) => at >= ACTIVATION[sideOf(unit)] && at < ACTIVATION[sideOf(unit)] + 12 * 24 * HOUR,
      );
    expect(Math.max(...inCulture('FU1').map(({ AZ }) => Math.abs(AZ)))).toBeLessThan(0.001);
    const before = rows.FU1.filter(({ at }) => at < ACTIVATION.F).map(({ AZ }) => AZ);
    const after = rows.FU1.filter(({ at }) => at > ACTIVATION.F + 12 * 24 * HOUR).map(({ AZ }) => AZ);
    expect(Math.max(...before)).toBeGreaterThan(2.5);
    expect(Math.max(...after)).toBeGreaterThan(6);
    expect(Math.max(...rows.GU1.map(({ AZ }) => Math.abs(AZ - 1)))).toBeLessThan(0.001);
  });

  it('keeps the culture at its set-point, and cools its medium when it is exchanged', () => {
    const at = (elapsed: number) => rows.FU3.find((row) => row.at === ACTIVATION.F + elapsed)!.T1;
    expect(at(24 * HOUR)).toBeCloseTo(37, 0);
    expect(at(2 * HOUR + MINUTE)).toBeLessThan(at(2 * HOUR - MINUTE) - 0.2);
    const usual = (unit: Unit, day: number) =>
      median(rows[unit].slice(day * 1440, (day + 3) * 1440).map(({ T1 }) => T1));
    const fell = (['FU3', 'GU1', 'GU2', 'GU3'] as const).map((unit) => usual(unit, 3) - usual(unit, 8));
    expect(median(fell)).toBeGreaterThan(0.1);
    expect(median(fell)).toBeLessThan(0.3);
  });
});

describe('what goes wrong in the osteo example', () => {
  it('is four faults', () => {
    expect(truth.faults.map(({ kind, unit }) => `${kind} ${unit}`)).toEqual([
      'stuck FU3',
      'offset FU1',
      'drift FU2',
      'gap GU1',
    ]);
  });

  it('is exactly one stuck sensor, whose redundant one goes on', () => {
    const runs = UNITS.flatMap((unit) =>
      LIVELY.flatMap((sensor) =>
        longRuns(rows[unit], sensor).map(({ from, to }) => ({ unit, sensor, from: iso(from), to: iso(to) })),
      ),
    );
    const { from, to } = faultOf('stuck');
    expect(runs).toEqual([{ unit: 'FU3', sensor: 'H1', from, to }]);
  });

  it('is exactly one gap, and no other interval differs from one minute', () => {
    const odd = UNITS.flatMap((unit) =>
      rows[unit].slice(1).flatMap(({ at }, i) => {
        const before = rows[unit][i]!.at;
        return at - before === MINUTE ? [] : [{ unit, minutes: (at - before) / MINUTE, from: before }];
      }),
    );
    const from = Date.parse(faultOf('gap').from);
    expect(odd).toEqual([{ unit: 'GU1', minutes: 41, from: from - MINUTE + 12_000 }]);
  });

  it('is one offset for three days, and one drift that leaves the margin and never returns', () => {
    const beyond = PAIRS.flatMap((pair) =>
      (Object.keys(MARGINS) as (keyof typeof MARGINS)[]).flatMap((sensor) =>
        blockMedians(pair, sensor)
          .filter(([, middle]) => Math.abs(middle) > MARGINS[sensor])
          .map(([block]) => ({ pair, sensor, block })),
      ),
    );
    const offset = faultOf('offset');
    const from = Date.parse(offset.from);
    const expected = Array.from({ length: 12 }, (_, i) => ({
      pair: 1,
      sensor: 'T1',
      block: from + i * 6 * HOUR,
    }));
    expect(beyond.filter(({ pair }) => pair === 1)).toEqual(expected);
    const drifting = beyond.filter(({ pair }) => pair !== 1);
    expect(new Set(drifting.map(({ pair, sensor }) => `${pair} ${sensor}`))).toEqual(new Set(['2 T1']));
    expect(drifting.at(-1)!.block).toBe(ACTIVATION.F + 11.75 * 24 * HOUR);
    expect(drifting).toHaveLength((drifting.at(-1)!.block - drifting[0]!.block) / (6 * HOUR) + 1);
    const margin = faultOf('drift').expected.find(({ kind }) => kind === 'OFFSET')!;
    expect(Math.abs(drifting[0]!.block - Date.parse(margin.from))).toBeLessThanOrEqual(6 * HOUR);
  });

  it('leaves the WARNING limit in the end, by the drift alone, and never the CRITICAL one', () => {
    for (const unit of UNITS) {
      const activation = ACTIVATION[sideOf(unit)];
      const culture = rows[unit].filter(({ at }) => at >= activation && at < activation + 12 * 24 * HOUR);
      for (const sensor of ['T1', 'T2'] as const) {
        const beyond = culture.filter((row) => row[sensor] < 35.5 || row[sensor] > 38.5);
        if (unit !== 'FU2') expect(beyond).toEqual([]);
        else {
          expect(beyond.length).toBeGreaterThan(600);
          expect(culture.slice(-600).every((row) => row[sensor] > 38.5)).toBe(true);
        }
        expect(culture.filter((row) => row[sensor] < 34 || row[sensor] > 40)).toEqual([]);
      }
    }
  });

  it('is nothing else: all readings are possible, and no heater is at its end', () => {
    for (const unit of UNITS) {
      for (const row of rows[unit]) {
        const { H1, H2, C1, HD, PV } = row;
        if (![H1, H2].every((h) => h > 60 && h < 100) || C1 < 4 || C1 > 6 || HD > 85 || PV < 24 || PV > 32)
          expect.fail(`${unit} ${iso(row.at)}: ${JSON.stringify(row)}`);
      }
    }
  });
});

/** Runs of four hours or longer in which a sensor says the same; a run of n rows lasts n minutes. */
function longRuns(data: readonly Row[], sensor: Sensor): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let start = 0; start < data.length; ) {
    let end = start + 1;
    while (end < data.length && data[end]![sensor] === data[start]![sensor]) end++;
    const to = data[end - 1]!.at + MINUTE;
    if (to - data[start]!.at >= STUCK_AFTER) runs.push({ from: data[start]!.at, to });
    start = end;
  }
  return runs;
}

const definition = parse(textOf('definition.yaml'));

describe('the definition of the osteo example', () => {
  it('is accepted by the product without a warning', () => {
    expect(definitionWarnings(readDefinition(textOf('definition.yaml')).definition)).toEqual([]);
  });

  it('declares what this file judges by', () => {
    expect(definition.units.map(({ id }: { id: string }) => id)).toEqual(UNITS);
    expect(definition.units[0].sensors.map(({ id }: { id: string }) => id)).toEqual(SENSORS);
    const channel = (id: string) => definition.channels.find((one: { id: string }) => one.id === id);
    expect(
      [channel('temperature'), channel('humidity'), channel('co2')].map(({ twin }) => twin.margin),
    ).toEqual(Object.values(MARGINS));
    expect(channel('temperature').limits[0]).toMatchObject({ warning: [35.5, 38.5], critical: [34, 40] });
    expect(channel('temperature')).toMatchObject({ period: 'PT1M', stuckAfter: 'PT4H' });
    for (const { id, events } of definition.units) {
      const activation = events.find(({ name }: { name: string }) => name === 'activation');
      expect(activation.at).toBe(iso(ACTIVATION[sideOf(id)]));
    }
  });
});
