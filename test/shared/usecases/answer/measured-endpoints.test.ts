import { describe, expect, it } from 'vitest';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { listExperiments } from '../../../../shared/usecases/answer/show-experiment.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { resultsOfNow } from '../../../../shared/usecases/assay/assay-results.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E, unitsIn } from '../../../support/arms-experiment.ts';
import { settleAll } from '../../../support/run-stack.ts';

const HEADER = 'unit,endpoint,value,measured_in,denominator,denominator_unit,takenAt,censored,lod,replicate';
const DAYS = ['2026-03-02T06:00:00Z', '2026-03-03T06:00:00Z'];

/** Released into the medium by two exchanges; of flight twice as much. */
const ctx = ['flight', 'ground'].flatMap((arm) =>
  unitsIn(arm as 'flight').flatMap((unit, i) =>
    DAYS.map((day) => `${unit},ctx,${(arm === 'flight' ? 2 : 1) * (10 + i)},nmol,24.6,mm2,${day},,,`),
  ),
);
const cells = ['flight', 'ground'].flatMap((arm) =>
  unitsIn(arm as 'flight').flatMap((unit, i) =>
    [1, 2].map((slice) => `${unit},osteoclasts,${30 + 3 * i + slice},{cells},12.3,mm2,,,,${slice}`),
  ),
);
const alp = [...unitsIn('flight'), ...unitsIn('ground')].map((unit, i) =>
  i < 2 ? `${unit},alp,,U/L,,,,true,0.5,` : `${unit},alp,${1 + i},U/L,,,,,,`,
);

const assay = (endpoints: object[] = [{ endpoint: 'ctx', over: 'SUM' }]) => ({
  ...{ id: 'medium', kind: 'endpoint-table', match: '*_endpoints.csv', endpoints },
});
const file = (rows: readonly string[]) => `${[HEADER, ...rows].join('\n')}\n`;

async function compared(files: Readonly<Record<string, string>>, of: object = assay()) {
  const ports = await armsPorts(armsDocument({ assays: [of] }), files);
  const told = async () => {
    const { comparisons } = await listComparisons(ports, E, { contrast: 'flight-v-ground' });
    return (endpoint: string) => comparisons.find((one) => one.endpoint === endpoint)!;
  };
  return { ports, told };
}

describe('endpoints of long tables', () => {
  it('are put together by unit and compared: cumulative release, cells per area, and what is below detection', async () => {
    const { told } = await compared({ 'a_endpoints.csv': file([...ctx, ...cells, ...alp]) });
    const of = await told();
    expect(of('ctx')).toMatchObject({
      assay: 'medium',
      ucum: 'nmol/mm2',
      scale: 'ratio',
      arms: { a: { n: 3 } },
    });
    expect(of('ctx').estimate).toBeCloseTo(2, 10);
    expect(of('ctx').arms.a.units[0]?.value).toBeCloseTo((2 * 2 * 10) / 24.6, 10);
    // Counts of both slices of a unit add up, and are compared as rates.
    expect(of('osteoclasts')).toMatchObject({ ucum: '{cells}/mm2', estimate: 1, sensitivity: {} });
    expect(of('osteoclasts').arms.a.units[0]?.value).toBeCloseTo(63 / 24.6, 10);
    // Ranks of flight: 1.5, 1.5, 3 of six; of twenty ways none is farther, and one on the other side is as far.
    expect(of('alp')).toMatchObject({
      ...{ estimate: null, pValue: null, permutation: { pValue: 0.1, smallestAttainable: 0.1 } },
      pValueReason:
        'units are below detection: the p that is adjusted is the exact one of ranks (permutation)',
      refused: {
        code: 'comparison.below-detection',
        message:
          'alp: 2 of 3 units of flight and 0 of 3 of ground are below detection: all that is known of them is that they are less than their limit, so that there is no estimate; the exact p is of ranks',
      },
    });
    // The p is of three against three: so is n.
    expect(of('alp').arms.a).toMatchObject({ n: 3, belowDetection: 2 });
    expect(of('alp').arms.a.units).toHaveLength(1);
    expect(of('alp').arms.b.belowDetection).toBeUndefined();
    expect(of('alp').arms.a.missing[0]).toEqual({
      ...{ unit: 'F1', reason: 'below detection: less than 0.5 U/L', below: 0.5 },
    });
  });

  it('are the same in parts, twice and in any order', async () => {
    const whole = await (await compared({ 'a_endpoints.csv': file([...ctx, ...cells]) })).told();
    const parts = await (
      await compared({
        'c_endpoints.csv': file(cells.toReversed()),
        'a_endpoints.csv': file(ctx.slice(4)),
        'b_endpoints.csv': file([...ctx.slice(0, 6), ...cells.slice(0, 3)]),
      })
    ).told();
    for (const name of ['ctx', 'osteoclasts']) expect(parts(name)).toEqual(whole(name));
  });

  it('of several times ask what these come to', async () => {
    const of = await (await compared({ 'a_endpoints.csv': file(ctx) }, assay([]))).told();
    expect(of('ctx').arms.a.missing[0]?.reason).toBe(
      'it was measured at 2 times: say what they come to (endpoints: over: SUM, MEAN or LAST)',
    );
  });

  it('leave out a unit that is excluded, and say who did it', async () => {
    const { ports, told } = await compared({ 'a_endpoints.csv': file(ctx) });
    await recordExclusion(ports, E, { unit: 'F2', reason: 'LEAK', evidence: 'medium in the foam' }, 'ada');
    await settleAll(ports);
    const of = await told();
    expect(of('ctx')).toMatchObject({ arms: { a: { n: 2 } }, without: { n: { a: 3, b: 3 } } });
    expect(of('ctx').arms.a.missing[0]?.reason).toContain('excluded: LEAK, by ada');
    // By the name of its sample, too.
    await recordExclusion(ports, E, { sample: 'F3', reason: 'LOST', evidence: 'spilt' }, 'bob');
    await settleAll(ports);
    expect((await told())('ctx').arms.a.missing[1]?.reason).toContain('excluded: LOST, by bob');
  });

  it('have come in the state of the assay and in the receipt, and what has not is named', async () => {
    const { ports } = await compared({ 'a_endpoints.csv': file(ctx) });
    const [receipt] = (await listReceipts(ports, E)).downlinks;
    expect(receipt?.verdict[1]).toBe('Missing: nothing of R1, R2, R3 has come.');
    const { results } = await resultsOfNow(ports, await loadExperiment(ports, E), 'medium', []);
    expect(results?.samples.map(({ name, inFiles }) => [name, inFiles])).toEqual(
      [...unitsIn('flight'), ...unitsIn('ground')].map((unit) => [unit, [unit]]),
    );
  });

  it('that are left out are named in the receipt, the state of the assay and the comparison', async () => {
    const odd = ctx.map((row) =>
      row.startsWith('F2') && row.includes(DAYS[0]!) ? row.replace('nmol', 'ng') : row,
    );
    const rows = [...odd, `F-1,ctx,4,nmol,24.6,mm2,${DAYS[0]},,,`];
    const { ports, told } = await compared({ 'a_endpoints.csv': file(rows) });
    const line = rows.findIndex((row) => row.includes(',ng,')) + 2;
    const why = `expected nmol/mm², got ng/mm² (line ${line} of a_endpoints.csv), which cannot be converted to it`;
    const [receipt] = (await listReceipts(ports, E)).downlinks;
    expect(receipt?.warnings).toEqual([
      {
        code: 'endpoint.unit-unknown',
        message:
          '1 row names "F-1" (did you mean "F1"?) (line 14) with ctx: the definition has no such unit, and no comparison has what it says',
      },
      {
        code: 'endpoint.incommensurable',
        message: `1 row of ctx (line ${line}) of F2 is in ng/mm², which cannot be converted to nmol/mm², in which it is compared: no comparison has a value of it of F2`,
      },
    ]);
    const strangers =
      'the tables name "F-1" (did you mean "F1"?) with ctx, and the definition has no such unit (F1, F2, F3 and 6 more): what they hold does not count';
    expect(receipt?.verdict.slice(1, 4)).toEqual([
      'Missing: nothing of R1, R2, R3 has come.',
      expect.any(String),
      `Worse: left out: ctx of F2 has no value (${why}); ${strangers}.`,
    ]);
    const { assays } = (await listExperiments(ports)).experiments[0]!;
    expect(assays).toEqual([
      {
        ...{ assay: 'medium', state: 'PARTLY' },
        sentence: `6 of 6 samples have come; left out: ctx of F2 has no value (${why}); ${strangers}`,
      },
    ]);
    const of = await told();
    expect(of('ctx').arms.a).toMatchObject({ n: 2, missing: [{ unit: 'F2', reason: why }] });
    expect(of('ctx').warnings.map(({ message }) => message)).toEqual([
      strangers,
      expect.stringContaining(why),
    ]);
  });

  it('of which rows were rejected say so in receipt, state and comparison, and of no unit that none has come', async () => {
    const without = ctx.filter((row) => !row.startsWith('F2,'));
    const bad = 'F2,ctx,4,foo,24.6,mm2,,,,';
    const { ports, told } = await compared({
      'a_endpoints.csv': file([...without, bad]),
      'b_endpoints.csv': file([bad, 'F2,ctx,,nmol,24.6,mm2,,true,,']),
    });
    const rejected =
      'rejected, and in no number: 1 of 11 records of "a_endpoints.csv", 2 of 2 records of "b_endpoints.csv" (./howship receipt <file> --rejects lists them)';
    const { assays } = (await listExperiments(ports)).experiments[0]!;
    expect(assays).toEqual([
      { assay: 'medium', state: 'PARTLY', sentence: expect.stringContaining(`; ${rejected}`) },
    ]);
    const [receipt] = (await listReceipts(ports, E)).downlinks.filter(
      (one) => one.fileName === 'a_endpoints.csv',
    );
    expect(receipt?.verdict.slice(1, 4)).toEqual([
      'Missing: nothing of F2, R1, R2, R3 has come, or it was rejected.',
      expect.any(String),
      `Worse: ${rejected}.`,
    ]);
    const ofCtx = (await told())('ctx');
    expect(ofCtx.arms.a.missing).toEqual([
      { unit: 'F2', reason: 'no row of it is in: none has come, or it was rejected' },
    ]);
    expect(ofCtx.warnings.map(({ message }) => message)).toContain(rejected);
  });

  it('of units alone that nobody declared are refused, and not passed over', async () => {
    const { ports } = await compared({ 'a_endpoints.csv': file(['X1,ctx,4,nmol,24.6,mm2,,,,']) });
    const { notCompared } = await listComparisons(ports, E, {});
    expect(notCompared.find(({ what }) => what === 'assay medium')?.sentence).toContain(
      'the tables name "X1"',
    );
    const [receipt] = (await listReceipts(ports, E)).downlinks;
    expect(receipt?.verdict[3]).toContain('Worse: not compared: the tables name "X1"');
  });
});
