import { describe, expect, it } from 'vitest';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { assayStates } from '../../../../shared/usecases/assay/assay-states.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { ARMS_EXPERIMENT, armsDocument, armsPorts, unitsIn } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv, SLICE_MM2 } from '../../../support/pit-files.ts';

const cultures = () => ({ donor: 'D7', substrate: 'bovine-bone' });
const document = (assay: object = pitAssay()) => armsDocument({ assays: [assay] }, cultures);
const asked = { contrast: 'flight-v-ground' } as const;

async function compared(files: Readonly<Record<string, string>>, doc: object = document()) {
  const ports = await armsPorts(doc, files);
  const told = await listComparisons(ports, ARMS_EXPERIMENT, asked);
  return { ...told, of: (endpoint: string) => told.comparisons.find((one) => one.endpoint === endpoint)! };
}

describe('pits of two arms', () => {
  it('are compared by totals of units, with everything that qualifies them', async () => {
    const { of, pending, contrasts } = await compared({ 'a_pits.csv': pitsCsv() });
    expect(pending).toBe(0);
    const pits = of('pits');
    const rows = pitsCsv().split('\n');
    const counted = (unit: string) =>
      rows.filter((row, i) => row.startsWith(`${unit},`) && i > 0 && !isTrench(row)).length;
    const values = unitsIn('flight').map((unit) => counted(unit) / (2 * SLICE_MM2));
    expect(pits.arms.a.units.map(({ value }) => value)).toEqual(
      values.map((value) => expect.closeTo(value, 10)),
    );
    const total = (arm: 'flight' | 'ground') => unitsIn(arm).reduce((sum, unit) => sum + counted(unit), 0);
    expect(pits.estimate).toBeCloseTo(total('flight') / total('ground'), 10);
    expect(pits).toMatchObject({
      ...{ assay: 'pits', ucum: '/mm2', scale: 'ratio', by: 'units', adjusted: { role: 'EXPLORATORY' } },
      permutation: { smallestAttainable: 0.1 },
      sensitivity: { sentence: expect.stringContaining('geometric means') },
      levels: { units: { a: 3, b: 3 } },
    });
    expect(pits.pValue).toBeLessThan(0.05);
    const names = ['eroded-surface', 'pits', 'trenches', 'pit-area', 'pit-depth', 'resorbed-volume'];
    for (const name of names) expect(of(name), name).toMatchObject({ arms: { a: { n: 3 }, b: { n: 3 } } });
    expect(of('pit-depth').arms.a.units.map(({ value }) => value)).toEqual([5, 5, 5]);
    expect(contrasts.find(({ assay }) => assay === 'pits')?.differs).toContain('gravity');
  });

  it('are the same however their files are cut, in whatever order, and twice', async () => {
    const whole = await compared({ 'a_pits.csv': pitsCsv() });
    const parts = await compared({
      'c_pits.csv': pitsCsv(['ground']),
      'a_pits.csv': pitsCsv(['rotor', 'flight']),
      'b_pits.csv': pitsCsv(['flight', 'ground']),
    });
    expect(parts.comparisons).toEqual(whole.comparisons);
  });

  it('of an arm without one have a bound and no ratio', async () => {
    const rows = ['flight', 'ground'].flatMap((arm) =>
      unitsIn(arm as 'flight').map((unit, i) => `${unit},S1,10,${arm === 'flight' ? 0 : 4 + i}`),
    );
    const { of } = await compared({
      'n_pits.csv': `unit,slice,slice_area_mm2,pits\n${rows.join('\n')}\n`,
    });
    expect(of('pits')).toMatchObject({
      ...{ estimate: null, pValue: null, permutation: null },
      bound: { arm: 'a', rateBelow: expect.closeTo(0.0998577, 6), rateOfOther: expect.closeTo(0.5, 12) },
      refused: {
        code: 'comparison.zero-arm',
        message:
          'pits: none was found in 3 units of flight, so that there is no ratio; the rate of flight is below 0.0999 per mm² (95 %, one-sided), that of ground is 0.5 per mm²',
      },
    });
    expect(of('eroded-surface').arms.b.missing[0]?.reason).toBe('the area of objects on S1 is not known');
  });

  it('that no slice tells are refused by what no slice tells, and not as unknown', async () => {
    const ports = await armsPorts(document(), {
      'n_pits.csv': 'unit,slice,slice_area_mm2,pits\nF1,S1,10,4\n',
    });
    const refusal = (endpoint: string) => listComparisons(ports, ARMS_EXPERIMENT, { endpoint });
    await expect(refusal('pits-and-trenches')).rejects.toMatchObject({
      ...{ code: 'endpoint.untold', kind: 'not-found' },
      message:
        'pits-and-trenches is not compared: no slice tells trenches from pits, so that pits counts both: ask for pits',
    });
    await expect(refusal('pit-depth')).rejects.toMatchObject({ code: 'endpoint.untold' });
    await expect(refusal('pit-dept')).rejects.toMatchObject({ code: 'endpoint.unknown' });
  });

  it('say of which slices trenches are not told from pits, where a few objects have no axes', async () => {
    const header = 'unit,slice,slice_area_mm2,field,pit,area_um2,major_um,minor_um\n';
    const rows = ['F1', 'F2', 'F3', 'G1', 'G2', 'G3'].flatMap((unit) =>
      [1, 2, 3].map((pit) => `${unit},S1,20,A,${pit},100,${unit === 'F2' && pit === 3 ? ',' : '12,10'}`),
    );
    const { of } = await compared({ 'a_pits.csv': `${header}${rows.join('\n')}\n` });
    const text = '1 of 3 objects has no axes, so that pits and trenches cannot be told apart';
    expect(of('pits').warnings).toContainEqual({ code: 'slice.no-axes', message: `F2 S1: ${text}` });
    expect(of('trenches').arms.a.missing).toEqual([{ unit: 'F2', reason: `S1: ${text}` }]);
  });

  it('of a slice that says two things, or is fuller than it is large, do not count, and say why', async () => {
    const row = (area: number, pit = 1) => `F1,S1,0.01,A,${pit},${area}`;
    const file = (rows: string[]) => `unit,slice,slice_area_mm2,field,pit,area_um2\n${rows.join('\n')}\n`;
    const conflict = await compared({
      'a_pits.csv': file([row(100)]),
      'b_pits.csv': file([row(200)]),
    });
    expect(conflict.of('pits').arms.a.missing[0]).toEqual({
      unit: 'F1',
      reason:
        '"a_pits.csv", "b_pits.csv" say different things of A pit 1 on slice S1 of F1: the slice does not count until the file that is wrong is withdrawn',
    });
    const overfull = await compared({ 'a_pits.csv': file([row(9_000), row(2_000, 2)]) });
    expect(overfull.of('pits').arms.a.missing[0]?.reason).toBe(
      'the objects on slice S1 of F1 are 0.011 mm², and 0.01 mm² were looked at: the scale, or the area, is wrong',
    );
  });

  it('in pixels without a scale are counted, and have no area', async () => {
    const assay = (more: object) =>
      pitAssay({
        samples: unitsIn('flight').map((unit) => ({
          ...{ name: `${unit}-S1*`, unit, slice: 'S1', substrate: 'ivory', areaMm2: 20 },
        })),
        ...more,
      });
    const files = Object.fromEntries(
      unitsIn('flight').map((unit, i) => [
        `${unit}-S1_pits.csv`,
        ` ,Area,Major,Minor\n1,${100 + i},12,10.6\n`,
      ]),
    );
    const without = await compared(files, document(assay({})));
    expect(without.of('pits').arms.a.units.map(({ value }) => value)).toEqual([0.05, 0.05, 0.05]);
    expect(without.of('eroded-surface').arms.a.n).toBe(0);
    expect(without.of('pits').warnings.map(({ code }) => code)).toContain('scale.untold');
    // No slice of ground has come: what its cultures were is not held against flight.
    const environment = without.contrasts.find(({ assay: id }) => id === 'pits')?.environment;
    expect(environment?.verdict).toBe('UNKNOWN');
    expect(environment?.sentence).not.toContain('nothing says whether');
  });

  it('are told per osteoclast on the slices on which both were counted, in whatever order they come', async () => {
    const header = 'unit,slice,slice_area_mm2,field,pit,area_um2,osteoclasts,osteoclasts_counted';
    const rowsOf = (unit: string, slice: string, pits: number, osteoclasts: string) =>
      Array.from({ length: pits }, (_, i) => `${unit},${slice},10,A,${i + 1},500,${osteoclasts}`);
    const units = [...unitsIn('flight'), ...unitsIn('ground')];
    const rows = units.flatMap((unit, i) => [
      ...rowsOf(unit, 'S1', unit.startsWith('F') ? 60 + i : 20 + i, '20,before-stripping'),
      ...rowsOf(unit, 'S2', 9, ','),
    ]);
    const file = (some: readonly string[]) => `${[header, ...some].join('\n')}\n`;
    const { of, comparisons } = await compared({ 'a_pits.csv': file(rows) });
    const pits = of('pits-per-osteoclast');
    expect(pits.arms.a.units.map(({ value }) => value)).toEqual([3, 3.05, 3.1]);
    expect(pits).toMatchObject({ ucum: '/{osteoclast}', scale: 'ratio' });
    expect(pits.estimate).toBeCloseTo((60 + 61 + 62) / (23 + 24 + 25), 10);
    expect(pits.warnings.find(({ code }) => code === 'osteoclasts.counted')?.message).toBe(
      'osteoclasts were counted before stripping on F1 S1; F2 S1; F3 S1; G1 S1; G2 S1; G3 S1; left out, being without such a count: F1 S2; F2 S2; F3 S2; G1 S2; G2 S2; G3 S2',
    );
    expect(of('eroded-area-per-osteoclast').arms.b.units[0]?.value).toBe((23 * 500) / 20);
    const half = rows.length / 2;
    const cut = await compared({
      'b_pits.csv': file(rows.slice(half).reverse()),
      'a_pits.csv': file(rows.slice(0, half + 5)),
    });
    expect(cut.comparisons).toEqual(comparisons);
    expect((await compared({ 'a_pits.csv': pitsCsv() })).of('pits-per-osteoclast')).toBeUndefined();
    // Of an arm that is not compared it decides nothing when its osteoclasts were counted.
    const rotor = unitsIn('rotor').flatMap((unit) => rowsOf(unit, 'S1', 30, '20,after-stripping'));
    const three = await compared({ 'a_pits.csv': file([...rows, ...rotor]) });
    expect(three.of('pits-per-osteoclast').estimate).toBe(pits.estimate);
  });

  it('are told per osteoclast only where it is told when these were counted, and alike in all units', async () => {
    const counts = (counted: (unit: string) => string, osteoclasts = '7') => {
      const units = [...unitsIn('flight'), ...unitsIn('ground')];
      const rows = units.map((unit, i) => `${unit},S1,10,${12 + i},${osteoclasts},${counted(unit)}`);
      return `unit,slice,slice_area_mm2,pits,osteoclasts,osteoclasts_counted\n${rows.join('\n')}\n`;
    };
    const reasonOf = async (text: string) => {
      const { of } = await compared({ 'n_pits.csv': text });
      expect(of('pits').arms.a.n).toBe(3);
      return of('pits-per-osteoclast')?.arms.a.missing[0]?.reason;
    };
    expect(await reasonOf(counts(() => ''))).toContain('on S1 nothing says whether osteoclasts were counted');
    expect(
      await reasonOf(counts((unit) => (unit.startsWith('F') ? 'before-stripping' : 'after-stripping'))),
    ).toContain('these are not the same cells');
    // What is no number of cells is not told, and the pits beside it are.
    expect(await reasonOf(counts(() => 'after-stripping', '-3'))).toBeUndefined();
  });

  it('whose table says another substrate than their sample are told so in receipt, slices and comparison', async () => {
    const counts = (flight: string) =>
      ['flight', 'ground'].flatMap((arm) =>
        unitsIn(arm as 'flight').map((unit, i) => `${unit},S1,10,${4 + i},${arm === 'flight' ? flight : ''}`),
      );
    const file = (flight: string) =>
      `unit,slice,slice_area_mm2,pits,substrate\n${counts(flight).join('\n')}\n`;
    const same = await compared({ 'n_pits.csv': file('bovine-bone') });
    expect(same.of('pits').warnings.filter(({ code }) => code === 'slice.substrate')).toEqual([]);
    const ports = await armsPorts(document(), { 'n_pits.csv': file('ivory') });
    const message =
      'what 3 slices are made of is told in two ways: S1 of F1, S1 of F2, S1 of F3 (bovine-bone by the culture of its unit, ivory by a table); the first counts until they agree';
    const remark = { code: 'slice.substrate', message };
    const [receipt] = (await listReceipts(ports, ARMS_EXPERIMENT)).downlinks;
    expect(receipt?.warnings).toEqual([remark]);
    const { comparisons, contrasts } = await listComparisons(ports, ARMS_EXPERIMENT, asked);
    const pits = comparisons.find(({ endpoint }) => endpoint === 'pits');
    expect(pits?.warnings).toContainEqual(remark);
    expect(JSON.stringify(contrasts)).toContain(
      'the substrate is bovine-bone or ivory in flight and bovine-bone in ground: whatever differs may come of that',
    );
    const { assays } = await assayStates(ports, await loadExperiment(ports, ARMS_EXPERIMENT));
    expect(assays?.find(({ assay }) => assay === 'pits')).toEqual({
      ...{ assay: 'pits', state: 'PARTLY' },
      sentence: `6 of 6 samples have come; ${message}; CONFOUNDED: the substrate is bovine-bone or ivory in flight and bovine-bone in ground: whatever differs may come of that`,
    });
  });

  it('of one unit on another substrate than its twin are CONFOUNDED, in status too', async () => {
    const units = [...unitsIn('flight'), ...unitsIn('ground')];
    const rows = units.map((unit, i) => `${unit},S1,10,${4 + i},${unit === 'F2' ? 'dentine' : 'ivory'}`);
    const text = `unit,slice,slice_area_mm2,pits,substrate\n${rows.join('\n')}\n`;
    const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), { 'n_pits.csv': text });
    const why =
      'the substrate is dentine of 1 unit, ivory of 2 units in flight and ivory of 3 units in ground: whatever differs may come of that';
    const { contrasts } = await listComparisons(ports, ARMS_EXPERIMENT, asked);
    expect(contrasts.map(({ environment }) => environment)).toContainEqual(
      expect.objectContaining({ verdict: 'CONFOUNDED', sentence: expect.stringContaining(why) }),
    );
    const { assays } = await assayStates(ports, await loadExperiment(ports, ARMS_EXPERIMENT));
    expect(assays).toMatchObject([
      { state: 'COMPUTED', sentence: expect.stringContaining(`CONFOUNDED: ${why}`) },
    ]);
  });

  it('of units alone that nobody declared are refused, and not passed over', async () => {
    const { notCompared } = await compared({ 'n_pits.csv': 'unit,slice,slice_area_mm2,pits\nX1,S1,10,4\n' });
    expect(notCompared.find(({ what }) => what === 'assay pits')?.sentence).toBe(
      'the tables name "X1" (did you mean "F1"?) with S1, and the definition has no such unit (F1, F2, F3 and 6 more): what they hold does not count',
    );
  });
});

function isTrench(row: string): boolean {
  const [major, minor] = row.split(',').slice(-2).map(Number);
  return major! / minor! >= 2.5;
}
