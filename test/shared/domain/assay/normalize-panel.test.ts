import { describe, expect, it } from 'vitest';
import { joinTables } from '../../../../shared/domain/assay/join-tables.ts';
import { type NormalizedPanel, normalizePanel } from '../../../../shared/domain/assay/normalize-panel.ts';
import type { Panel } from '../../../../shared/domain/assay/panel.ts';
import type { ExpressionTable } from '../../../../shared/domain/assay/tables.ts';
import { readAssayFile } from '../../../../shared/formats/assay/read-assay-file.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

function panelOf(table: ExpressionTable): Panel {
  const { classes } = table;
  if (classes === null) throw new Error('expected classes');
  return { ...table, classes };
}

async function realLanes(files: readonly string[]): Promise<Panel> {
  const tables = await Promise.all(
    files.map(async (file) => {
      const kind = { kind: 'counts', strandedness: null } as const;
      const { table } = await readAssayFile([realFile(`nanostring-rcc/${file}`)], kind, file);
      if (table.table !== 'expression') throw new Error('expected a table of expression');
      return table;
    }),
  );
  return panelOf(joinTables(tables).table);
}

describe.skipIf(!hasRealData)('six lanes of an nCounter', () => {
  const expected = hasRealData ? JSON.parse(realFile('nanostring-rcc/expected.json').toString()) : {};

  it('have the factors and the log2 changes that the rule gives', async () => {
    const { table, lanes, housekeeping, failed, remarks } = normalizePanel(await realLanes(expected.files));
    expect(failed).toEqual([]);
    expect(lanes.map(({ sample }) => sample)).toEqual(expected.files.toSorted());
    for (const { sample, ...factors } of lanes) {
      expect(factors.positive).toBeCloseTo(expected.positive_factor[sample], 6);
      expect(factors.housekeeping).toBeCloseTo(expected.housekeeping_factor[sample], 6);
    }
    expect(housekeeping.toSorted()).toEqual(expected.housekeeping_genes.toSorted());
    expect(table).toMatchObject({ scale: 'log2', feature: 'probe' });
    const numberOf = (of: string) => table.classes?.filter((one) => one === of).length;
    expect(numberOf('Endogenous')).toBe(expected.classes.Endogenous);
    expect(numberOf('Housekeeping')).toBe(expected.classes.Housekeeping);
    expect(table.features).toHaveLength(192);
    const meanOf = (row: number, treatment: string) => {
      const values = table.samples.flatMap((name, lane) =>
        name.includes(treatment) ? [table.values[row * 6 + lane]!] : [],
      );
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    for (const [gene, change] of Object.entries(expected.log2fc_VEM_minus_DMSO)) {
      const row = table.features.indexOf(gene);
      expect(meanOf(row, 'VEM') - meanOf(row, 'DMSO')).toBeCloseTo(Number(change), 6);
    }
    expect(remarks.map(({ code }) => code)).toEqual(['panel.housekeeping', 'panel.background']);
  });
});

const ROWS: readonly (readonly [name: string, of: string, ...counts: number[]])[] = [
  ['POS_A(128)', 'Positive', 4000, 1000],
  ['POS_F(0.125)', 'Positive', 0, 0],
  ['NEG_A(0)', 'Negative', 4, 4],
  ['NEG_B(0)', 'Negative', 6, 6],
  ['ACTB', 'Housekeeping', 400, 200],
  ['TBP', 'Endogenous', 100, 25],
  ['CTSK', 'Endogenous', 1000, 250],
  ['p-ERK', 'PROTEIN', 9, 9],
];

function panel(rows: typeof ROWS = ROWS): Panel {
  return {
    ...{ table: 'expression', scale: 'counts', feature: 'probe', symbols: null },
    ...{ features: rows.map(([name]) => name), classes: rows.map(([, of]) => of), samples: ['L1', 'L2'] },
    values: Float64Array.from(rows.flatMap(([, , ...counts]) => counts)),
  };
}

const withCounts = (name: string, ...counts: number[]) =>
  panel(ROWS.map(([one, of, ...before]) => [one, of, ...(one === name ? counts : before)] as const));

const codes = ({ remarks }: NormalizedPanel) => remarks.map(({ code }) => code);

describe('normalizePanel', () => {
  it('scales by the strong positive controls first, and then by housekeeping probes', () => {
    const { lanes, table, remarks } = normalizePanel(panel());
    // Positive: mean 2,500. Housekeeping after it: 250 and 500, mean 375.
    expect(lanes).toEqual([
      { sample: 'L1', positive: 0.625, housekeeping: expect.closeTo(1.5, 12) },
      { sample: 'L2', positive: 2.5, housekeeping: expect.closeTo(0.75, 12) },
    ]);
    expect(table.features).toEqual(['ACTB', 'TBP', 'CTSK']);
    expect(table.classes).toEqual(['Housekeeping', 'Endogenous', 'Endogenous']);
    expect([...table.values.slice(0, 2)].map((value) => 2 ** value - 1)).toEqual([
      expect.closeTo(375, 9),
      expect.closeTo(375, 9),
    ]);
    expect(2 ** table.values[4]! - 1).toBeCloseTo(937.5, 9);
    expect(remarks).toEqual([
      {
        code: 'panel.housekeeping',
        message: 'normalized by 1 housekeeping probe, whose mean is the same in every lane by that: ACTB',
      },
    ]);
  });

  it('takes the references of the definition instead, and names those that the panel lacks', () => {
    const chosen = normalizePanel(panel(), ['TBP', 'Actn']);
    expect(chosen.housekeeping).toEqual(['TBP']);
    for (const { housekeeping } of chosen.lanes) expect(housekeeping).toBeCloseTo(1, 12);
    expect(chosen.remarks[0]).toEqual({
      code: 'panel.references',
      message: 'the panel has no gene "Actn" (did you mean "ACTB"?), named in references',
    });
    expect(() => normalizePanel(panel(), ['GAPDH'])).toThrow(
      expect.objectContaining({ code: 'panel.no-references' }),
    );
    // A control is no reference.
    expect(() => normalizePanel(panel(), ['NEG_A(0)'])).toThrow(/no gene "NEG_A\(0\)"/);
  });

  it('warns of a lane whose factor is beyond what its maker takes', () => {
    const { remarks } = normalizePanel(withCounts('POS_A(128)', 40_000, 1000));
    expect(remarks.find(({ code }) => code === 'panel.positive-factor')?.message).toBe(
      'lanes with a positive-control factor outside of 0.3 to 3, which the maker takes for failed: "L2" (20.50); they are compared all the same: exclude them, or run them again',
    );
    expect(codes(normalizePanel(withCounts('ACTB', 40_000, 100)))).toContain('panel.housekeeping-factor');
  });

  it('leaves out a lane without a count of a positive control, and refuses where none is left', () => {
    const answer = normalizePanel(withCounts('POS_A(128)', 4000, 0));
    expect(answer).toMatchObject({ failed: ['L2'], lanes: [{ sample: 'L1', positive: 1 }] });
    expect(answer.table.samples).toEqual(['L1']);
    expect(answer.table.values).toHaveLength(3);
    expect(codes(answer)).toContain('panel.lane-failed');
    expect(() => normalizePanel(withCounts('POS_A(128)', 0, Number.NaN))).toThrow(
      expect.objectContaining({ code: 'panel.no-lane' }),
    );
  });

  it('says what it had to do without: controls, housekeeping, counts of it', () => {
    const bare = panel(ROWS.filter(([, of]) => of === 'Endogenous'));
    const answer = normalizePanel(bare);
    expect(codes(answer)).toEqual(['panel.no-controls', 'panel.no-housekeeping']);
    expect(answer.lanes.map(({ positive, housekeeping }) => positive * housekeeping)).toEqual([1, 1]);
    const zero = normalizePanel(withCounts('ACTB', 400, 0));
    expect(codes(zero)).toEqual(['panel.housekeeping-zero', 'panel.no-housekeeping']);
  });

  it('counts the genes that are nowhere above the negative controls', () => {
    // Mean 5 and two deviations of 1.41: 7.8.
    expect(codes(normalizePanel(withCounts('TBP', 7, 8)))).not.toContain('panel.background');
    expect(normalizePanel(withCounts('TBP', 7, 7)).remarks.at(-1)).toEqual({
      code: 'panel.background',
      message:
        '1 of 2 genes is above the negative controls (their mean and 2 standard deviations) in no lane: TBP; no background is subtracted',
    });
  });
});
