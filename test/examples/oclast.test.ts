import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { exampleFiles, exampleTexts } from '../../examples/files.ts';
import { OCLAST } from '../../examples/oclast/campaign.ts';
import { lineageOf } from '../../shared/domain/literature/lineages.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import { definitionWarnings } from '../../shared/usecases/define/definition-warnings.ts';

/**
 * The data judged by naive code of this file alone: neither the product's readers, nor its detectors, nor its engines are
 * used. (Only the definition goes through its reader too.) What the service finds in them is told by `npm start`.
 */
const folder = new URL('../../examples/oclast/', import.meta.url);
const made = exampleTexts(OCLAST);
const textOf = (name: string) => made.get(name)!;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ACTIVATION = Date.parse('2025-09-14T18:00:00Z');

/** Readings of a column by instant, NaN in an empty cell; dumps overlap and never contradict each other. */
function seriesOf(side: 'flight' | 'ground', column: string): Map<number, number> {
  const series = new Map<number, number>();
  for (const [name, text] of made) {
    if (!name.startsWith(`${side}-`)) continue;
    const [header = '', ...rows] = text.trimEnd().split('\n');
    const at = header.split(',').indexOf(column);
    for (const row of rows) {
      const cells = row.split(',');
      const [instant, cell = ''] = [Date.parse(cells[0]!), cells[at]];
      const value = cell === '' ? Number.NaN : Number(cell);
      if (series.has(instant)) expect(value).toEqual(series.get(instant));
      series.set(instant, value);
    }
  }
  return new Map([...series].sort(([a], [b]) => a - b));
}

const sideOf = (unit: string) => (unit.startsWith('G') ? 'ground' : 'flight');
const readingsOf = (unit: string, sensor: string) => seriesOf(sideOf(unit), `${unit}_${sensor}`);
const during = (series: Map<number, number>, from: number, to: number) =>
  [...series].filter(([at]) => at >= ACTIVATION + from && at < ACTIVATION + to).map(([, value]) => value);
const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

const truth = z
  .object({
    faults: z.array(z.object({ kind: z.string(), unit: z.string(), from: z.string(), to: z.string() })),
    genes: z.object({
      genes: z.number(),
      causes: z.array(
        z.object({ cause: z.string(), arms: z.array(z.string()), log2: z.record(z.string(), z.number()) }),
      ),
      markers: z.array(z.string()),
      trap: z.object({ factor: z.string(), contrasts: z.array(z.string()), toldBy: z.string() }),
    }),
    resorption: z.object({
      causes: z.array(z.object({ cause: z.string(), arms: z.array(z.string()), ratio: z.number() })),
      belowDetection: z.array(z.object({ endpoint: z.string(), arm: z.string(), unit: z.string() })),
      images: z.array(
        z.object({
          ...{ file: z.string(), unit: z.string(), pits: z.number(), trenches: z.number() },
          areaPx: z.number(),
        }),
      ),
    }),
  })
  .parse(JSON.parse(textOf('truth.json')));

describe('the files of the oclast example', () => {
  it('are in git but for the dumps, as their generator makes them', () => {
    const inGit = readdirSync(folder).filter((name) => !/\.(gz|ts|md)$/.test(name));
    const texts = [...made.keys()].filter((name) => !name.endsWith('.gz'));
    expect(inGit.sort()).toEqual([...texts, 'dumps.json'].sort());
    for (const name of texts) {
      const isMade = readFileSync(new URL(name, folder), 'utf8') === made.get(name);
      expect(isMade, `${name} differs: run npm run example:oclast`).toBe(true);
    }
  });

  it('have a definition of which the product warns that nothing measures O2, and of nothing else, with three arms of three units', () => {
    const warnings = definitionWarnings(readDefinition(textOf('definition.yaml')).definition);
    expect(warnings.map(({ code, message }) => [code, message.split(':')[0]])).toEqual(
      Array(3).fill(['definition.required-unmeasured', 'no channel measures O2']),
    );
    const { arms, units, pairs } = parse(textOf('definition.yaml'));
    expect(arms.map(({ kind }: { kind: string }) => kind)).toEqual([
      'SPACEFLIGHT',
      'ONBOARD_1G',
      'GROUND_CONTROL_SYNCHRONOUS',
    ]);
    expect([units.length, pairs.length]).toEqual([9, 9]);
    expect(textOf('definition.yaml').match(/^ *# /gm)?.length).toBeGreaterThan(8);
  });
});

it('cultures of the oclast example say which cells they are, of which species, so that studies of those stand beside them', () => {
  const { units } = parse(textOf('definition.yaml'));
  const cultures = units.map(({ culture }: { culture: Record<string, unknown> }) => culture);
  for (const one of cultures) expect(one).toMatchObject({ cellType: 'osteoclasts', species: 'mouse' });
  expect(lineageOf('osteoclasts')).toBe('osteoclast_lineage');
});

describe('the mission of the oclast example', () => {
  it('lasts four days of culture, weightless, at 1 g on board, and at 1 g on the ground', () => {
    const culture = (unit: string) => Math.abs(meanOf(during(readingsOf(unit, 'AZ'), 2 * HOUR, DAY)));
    expect(['FU1', 'CU1', 'GU1'].map((unit) => culture(unit).toFixed(2))).toEqual(['0.00', '1.00', '1.00']);
    const fixed = during(readingsOf('FU1', 'T1'), 4 * DAY + HOUR, 4 * DAY + 2 * HOUR);
    expect(Math.max(...fixed)).toBeLessThan(30);
  });

  it('tells four faults', () => {
    expect(truth.faults.map(({ kind, unit }) => `${kind} ${unit}`)).toEqual([
      'offset GU2',
      'stuck FU2',
      'centrifuge-stop CU3',
      'gap CU1',
    ]);
  });

  it('has the faults where its truth says, and not beside', () => {
    const spanOf = (kind: string) => {
      const { from, to } = truth.faults.find((fault) => fault.kind === kind)!;
      return [Date.parse(from) - ACTIVATION, Date.parse(to) - ACTIVATION] as const;
    };
    const [warm, stuck, stop, gap] = ['offset', 'stuck', 'centrifuge-stop', 'gap'].map(spanOf);
    const apart = (unit: string) =>
      meanOf(during(readingsOf('GU2', 'T1'), ...warm!)) - meanOf(during(readingsOf(unit, 'T1'), ...warm!));
    expect([apart('GU1'), apart('FU2'), apart('CU2')].every((one) => Math.abs(one - 0.9) < 0.25)).toBe(true);
    expect(new Set(during(readingsOf('FU2', 'C1'), ...stuck!)).size).toBe(1);
    expect(Math.max(...during(readingsOf('CU3', 'AZ'), ...stop!))).toBeLessThan(0.01);
    expect(Math.min(...during(readingsOf('CU2', 'AZ'), ...stop!))).toBeGreaterThan(0.99);
    expect(during(readingsOf('CU1', 'T1'), ...gap!).every(Number.isNaN)).toBe(true);
    expect(during(readingsOf('CU2', 'T1'), ...gap!).some(Number.isNaN)).toBe(false);
  });

  it('has more CO2 on board than on the ground, by less than twins may differ', () => {
    const co2 = (unit: string) => meanOf(during(readingsOf(unit, 'C1'), 0, 4 * DAY));
    expect(co2('FU1') - co2('GU1')).toBeCloseTo(0.3, 1);
    expect(co2('CU3') - co2('GU3')).toBeCloseTo(0.3, 1);
  });

  it('has the restart of the rotor among what was commanded', () => {
    expect(textOf('events.csv').match(/^centrifuge-on,.*/gm)).toEqual([
      'centrifuge-on,CU3,2025-09-16T11:00:00Z,2025-09-16T11:00:00Z,PT1S,command log',
    ]);
  });
});

describe('the genes of the oclast example', () => {
  const [header = '', ...rows] = textOf('counts.csv.gz').trimEnd().split('\n');
  const libraries = header.split(',').slice(1);
  const counts = new Map(
    rows.map((row) => {
      const [gene = '', ...cells] = row.split(',');
      return [gene, cells.map(Number)];
    }),
  );
  const sizes = libraries.map((_, i) => [...counts.values()].reduce((sum, row) => sum + row[i]!, 0));
  const shareOf = (gene: string, arm: string) =>
    meanOf(libraries.flatMap((name, i) => (name.startsWith(arm) ? [counts.get(gene)![i]! / sizes[i]!] : [])));

  it('are read in a library of every unit, as the run sheet has them', () => {
    const sheet = textOf('runsheet.csv').trimEnd().split('\n').slice(1);
    expect(libraries).toEqual(sheet.map((row) => row.split(',')[0]));
    expect([counts.size, truth.genes.genes]).toEqual([1200, 1200]);
  });

  it('are raised in flight where they are genes of resorption, and stay where they keep house', () => {
    const raised = (gene: string) => Math.log2(shareOf(gene, 'FLT') / shareOf(gene, 'CEN'));
    for (const gene of truth.genes.markers) expect(raised(gene), gene).toBeGreaterThan(0.8);
    for (const gene of ['Gapdh', 'Actb', 'Rplp0']) expect(Math.abs(raised(gene)), gene).toBeLessThan(0.5);
  });

  it('hold a trap: storage goes along with what flew, and moves genes that gravity does not', () => {
    expect(truth.genes.trap).toEqual({
      factor: 'storage',
      contrasts: ['flight-v-ground', 'centrifuge-v-ground'],
      toldBy: 'warning',
    });
    const rowsOf = textOf('runsheet.csv').trimEnd().split('\n').slice(1);
    for (const row of rowsOf) {
      const [name = '', , , , storage] = row.split(',');
      expect(storage, name).toBe(name.startsWith('GC') ? '-80 C' : '4 C for 9 d');
    }
    const storage = truth.genes.causes.find(({ cause }) => cause === 'storage')!;
    expect(Object.keys(storage.log2).length).toBeGreaterThan(30);
    expect(truth.genes.markers.some((gene) => storage.log2[gene] !== undefined)).toBe(false);
  });
});

describe('the bone of the oclast example', () => {
  const ARMS = ['F', 'C', 'G'] as const;
  const objectsOf = (unit: string) =>
    textOf(`${unit}_pits.csv.gz`)
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
  const unitsIn = (arm: string) => [1, 2, 3].map((number) => `${arm}U${number}`);
  const { causes, images, belowDetection } = truth.resorption;
  const ratio = (arm: string) =>
    causes.reduce((all, one) => all * (one.arms.includes(arm) ? one.ratio : 1), 1);

  it('is dug more in flight than on the centrifuge, and there more than on the ground', () => {
    const [flight, centrifuge, ground] = ARMS.map((arm) =>
      unitsIn(arm).reduce((sum, unit) => sum + objectsOf(unit).length, 0),
    );
    expect([ratio('flight'), ratio('centrifuge'), ratio('ground')]).toEqual([2.5 * 1.4803, 1.4803, 1]);
    // Three units an arm tell no more than this.
    expect(flight! / centrifuge!).toBeGreaterThan(1.3);
    expect(centrifuge! / ground!).toBeGreaterThan(1.2);
    expect(flight! / ground!).toBeLessThan(6);
  });

  it('has three slices of each unit in tables, whose labels name them', () => {
    for (const unit of ARMS.flatMap(unitsIn)) {
      const labels = new Set(objectsOf(unit).map(([, label]) => label));
      expect([...labels]).toEqual(['S1', 'S2', 'S3'].map((slice) => `${unit}-${slice}.tif`));
    }
  });

  it('has an image of a fourth slice, as dark as its truth says, and as large', () => {
    const all = exampleFiles(OCLAST);
    expect(images.map(({ unit }) => unit)).toEqual(['F', 'C', 'G'].flatMap(unitsIn));
    for (const { file, areaPx, unit } of images) {
      const bytes = z.instanceof(Uint8Array).parse(all.get(`${file}.gz`));
      expect(file).toBe(`${unit}-S4.tif`);
      // What is no header is a byte a pixel.
      const pixels = bytes.subarray(bytes.length - 480 * 480);
      const dark = pixels.reduce((sum, value) => sum + Number(value <= 125), 0);
      expect(Math.abs(dark / areaPx - 1), file).toBeLessThan(0.02);
    }
  });

  it('released telopeptide that one collection of one unit has too little of to be measured', () => {
    const rows = textOf('medium_endpoints.csv').trimEnd().split('\n').slice(1);
    const below = rows.filter((row) => row.split(',')[7] === 'true');
    expect([rows.length, below.length]).toEqual([18, 1]);
    expect(below[0]).toMatch(/^GU1,ctx,,pmol,98\.4,mm2,2025-09-18T18:00:00Z,true,4\.5$/);
    expect(belowDetection).toEqual([{ endpoint: 'ctx', arm: 'ground', unit: 'GU1' }]);
  });
});
