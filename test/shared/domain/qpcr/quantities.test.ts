import { describe, expect, it } from 'vitest';
import type { Well } from '../../../../shared/domain/assay/tables.ts';
import type { Plate } from '../../../../shared/domain/qpcr/plate.ts';
import { type Quantities, quantitiesOf } from '../../../../shared/domain/qpcr/quantities.ts';
import { registered, standard, well } from '../../../support/plates.ts';

const REGISTER = registered({ flight: ['F1', 'F2'], ground: ['G1', 'G2'] });
const UNITS = ['F1', 'F2', 'G1', 'G2'];
const plate = (wells: readonly Well[], name = 'plate.csv'): Plate => ({ name, wells });

/** Two references that differ by a cycle, and CTSK five cycles later, of each sample. */
const whole = (samples = UNITS): Well[] =>
  samples.flatMap((sample) => [well(sample, 'GAPDH', 18), well(sample, 'TBP', 19), well(sample, 'CTSK', 24)]);

function read(plates: readonly Plate[], references = ['GAPDH', 'TBP'], register = REGISTER): Quantities {
  const answer = quantitiesOf(plates, register, references);
  if ('refused' in answer) throw new Error(answer.refused.message);
  return answer;
}

const codes = ({ remarks }: Quantities) => remarks.map(({ code }) => code);
const refusal = (wells: readonly Well[], references: readonly string[]) => {
  const answer = quantitiesOf([plate(wells)], REGISTER, references);
  return 'refused' in answer ? answer.refused : null;
};

describe('quantitiesOf', () => {
  it('is told beside the geometric mean of the references: 5.5 cycles later is 2 to the -5.5', () => {
    const { targets, remarks, references } = read([plate(whole())]);
    expect(remarks).toEqual([]);
    expect(references).toEqual([
      { name: 'GAPDH', stability: 0 },
      { name: 'TBP', stability: 0 },
    ]);
    expect(targets).toEqual([
      {
        ...{ target: 'CTSK', method: 'DDCT', assumed: ['CTSK', 'GAPDH', 'TBP'] },
        units: [
          ['F1', 'flight'],
          ['F2', 'flight'],
          ['G1', 'ground'],
          ['G2', 'ground'],
        ].map(([unit, arm]) => ({
          ...{ unit, arm, log2: -5.5, crossed: 1, never: 0, donor: null, plates: ['plate.csv'] },
        })),
      },
    ]);
  });

  it('is partly corrected where some efficiencies were measured, and names those that were not', () => {
    const series = [0, 1, 2].map((step) => standard('CTSK', 10 ** -step, 20 + step / Math.log10(1.9)));
    const { targets, efficiencies } = read([plate([...whole(), ...series])]);
    expect(targets[0]).toMatchObject({ method: 'PARTLY_CORRECTED', assumed: ['GAPDH', 'TBP'] });
    expect(efficiencies.find((one) => one.target === 'CTSK')?.fit?.wells).toBe(3);
    expect(targets[0]?.units[0]?.log2).toBeCloseTo(-Math.log2(1.9) * 24 + 18.5, 10);
  });

  it('takes the mean of replicates that crossed, and says which did not: none of them is 40', () => {
    const more = [well('F1', 'CTSK', 26), well('F1', 'CTSK', null)];
    const answer = read([plate([...whole(), ...more])]);
    expect(answer.targets[0]?.units[0]).toMatchObject({ log2: -6.5, crossed: 2, never: 1 });
    expect(answer.remarks).toEqual([
      {
        code: 'replicate.never',
        message:
          'wells that never crossed the threshold stand beside replicates that did: CTSK of "F1" (1 of 3 wells); their quantity is of the wells that crossed, and rather too high',
      },
    ]);
  });

  it('has no number where all replicates never crossed', () => {
    const wells = [...whole(['F2', 'G1', 'G2']), well('F1', 'GAPDH', 18), well('F1', 'TBP', 19)];
    const { targets } = read([plate([...wells, well('F1', 'CTSK', null), well('F1', 'CTSK', null)])]);
    const unit = targets[0]?.units.find((one) => one.unit === 'F1');
    expect(unit).toMatchObject({ log2: null, crossed: 0, never: 2 });
  });

  it('has nothing of a sample without each of the references, and names it', () => {
    const wells = whole().map((one) =>
      one.sample === 'F1' && one.target === 'TBP' ? { ...one, ct: null } : one,
    );
    const answer = read([plate(wells)]);
    expect(answer.targets[0]?.units.map(({ unit }) => unit)).toEqual(['F2', 'G1', 'G2']);
    expect(answer.remarks).toEqual([
      {
        code: 'reference.lacking',
        message: 'samples without a Ct of every reference have no quantities: "F1" of plate.csv (TBP)',
      },
    ]);
  });

  it('takes the references of the same plate, so that what differs between plates is in no quantity', () => {
    const later = whole(['G1', 'G2']).map((one) => ({ ...one, ct: (one.ct ?? 0) + 3 }));
    const { targets, remarks } = read([plate(whole(['F1', 'F2']), 'one'), plate(later, 'two')]);
    expect(targets[0]?.units.map(({ log2 }) => log2)).toEqual([-5.5, -5.5, -5.5, -5.5]);
    expect(remarks).toEqual([]);
  });

  it('takes references of another plate only where every gene ran on one plate', () => {
    const of = (...targets: string[]) => whole().filter(({ target }) => targets.includes(target));
    const byGene = read([plate(of('CTSK'), 'one'), plate(of('GAPDH', 'TBP'), 'two')]);
    expect(byGene.targets[0]?.units.map(({ log2 }) => log2)).toEqual([-5.5, -5.5, -5.5, -5.5]);
    const split = read([
      plate(of('CTSK').slice(0, 2), 'one'),
      plate(of('CTSK').slice(2), 'two'),
      plate(of('GAPDH', 'TBP'), 'three'),
    ]);
    expect(split.targets[0]?.units).toEqual([]);
    expect(codes(split)).toEqual(['reference.lacking']);
  });

  it('has one quantity of a unit that has several samples', () => {
    const register = registered({ flight: ['F1', 'F2'], ground: ['G1', 'G2'] }).map((one) =>
      one.name === 'F2' ? { ...one, unit: 'F1' } : one,
    );
    const wells = whole().map((one) => (one.sample === 'F2' ? { ...one, ct: (one.ct ?? 0) + 1 } : one));
    const changed = wells.map((one) =>
      one.sample === 'F2' && one.target === 'CTSK' ? { ...one, ct: 26 } : one,
    );
    const { targets } = read([plate(changed)], undefined, register);
    expect(targets[0]?.units[0]).toMatchObject({ unit: 'F1', log2: -6, crossed: 2 });
  });

  it('is the same for files in any order, and for a plate of which a part came before', () => {
    const files = [
      plate(whole(['F1', 'G1']), 'one'),
      plate(
        whole(['F2', 'G2']).map((one) => ({ ...one, ct: (one.ct ?? 0) + 0.37 })),
        'two',
      ),
      plate([standard('CTSK', 1, 20), standard('CTSK', 0.1, 23.4), standard('CTSK', 0.01, 26.9)], 'three'),
    ];
    const answer = read(files);
    expect(read(files.toReversed())).toEqual(answer);
    expect(read([files[1]!, files[2]!, files[0]!])).toEqual(answer);
    const placed = whole().map((one, i) => ({ ...one, well: `A${i + 1}` }));
    const [once] = read([plate(placed)]).targets;
    const [twice] = read([plate(placed.slice(0, 4), 'part.csv'), plate(placed)]).targets;
    const numbers = (of: typeof once) => of?.units.map(({ unit, log2, crossed }) => [unit, log2, crossed]);
    expect(numbers(twice)).toEqual(numbers(once));
    expect(twice?.units[0]?.plates).toEqual(['part.csv + plate.csv']);
  });

  it('tells 10,000 targets of one unit', () => {
    const wells = Array.from({ length: 10_000 }, (_, i) => [
      well('F1', 'GAPDH', 18),
      well('F1', `T${i}`, 20 + (i % 10)),
    ]).flat();
    expect(read([plate(wells)], ['GAPDH']).targets).toHaveLength(10_000);
  });

  it('finds samples by what RDML says of them beside their id', () => {
    const wells = whole().map((one) => ({ ...one, sample: `s${one.sample}` }));
    const descriptions = new Map(UNITS.map((unit) => [`s${unit}`, unit]));
    expect(read([{ ...plate(wells), descriptions }]).targets[0]?.units).toHaveLength(4);
    const unknown = read([plate(wells)]);
    expect(unknown.targets).toEqual([]);
    expect(codes(unknown)).toEqual(['sample.undeclared', 'sample.not-come']);
  });

  it('refuses without a reference: none named, or none measured', () => {
    expect(refusal(whole(), [])).toEqual({
      code: 'reference.none-named',
      message:
        'the assay names no reference genes, and quantities are told beside some: name them in references; the files have "GAPDH", "TBP", "CTSK"',
    });
    expect(refusal([...whole(), well('F1', 'ACTB', null)], ['Gapdh', 'ACTB'])).toEqual({
      code: 'reference.none-measured',
      message:
        'no reference gene was measured: expected a Ct of "Gapdh" (did you mean "GAPDH"?), "ACTB"; the files have "GAPDH", "TBP", "CTSK", "ACTB"',
    });
  });

  it('says which reference was not measured, that one alone cannot be judged, and which is not steady', () => {
    const one = read([plate(whole())], ['GAPDH', 'B2M']);
    expect(codes(one)).toEqual(['reference.not-measured', 'reference.alone']);
    const wells = whole().map((each) =>
      each.target === 'TBP' && each.sample.startsWith('F') ? { ...each, ct: 23 } : each,
    );
    const unsteady = read([plate(wells)]);
    expect(unsteady.remarks).toEqual([
      {
        code: 'reference.unsteady',
        message:
          'not steady beside the other references: GAPDH (M 2.31), TBP (M 2.31), expected M of at most 1.5 (geNorm); folds carry their spread: choose other references',
      },
    ]);
  });

  it('says what wells left out, without a target or of controls qualify', () => {
    const wells = [
      ...whole(),
      well('F1', 'CTSK', 12, { isOmitted: true }),
      well('F1', '', 20),
      well('', 'CTSK', 27, { task: 'NO_TEMPLATE' }),
      well('', 'GAPDH', 36, { task: 'NO_TEMPLATE' }),
      well('', 'TBP', null, { task: 'NO_REVERSE_TRANSCRIPTASE' }),
    ];
    const answer = read([plate(wells)]);
    expect(answer.targets[0]?.units[0]?.log2).toBe(-5.5);
    expect(answer.remarks).toEqual([
      {
        code: 'control.amplified',
        message:
          'controls without template or reverse transcriptase amplify within 5 cycles of samples: CTSK on plate.csv (Ct 27.0, samples up to 24.0); what they amplify is in the samples too',
      },
      {
        code: 'well.omitted',
        message: '1 well left out, as the instrument or its operator marked it',
      },
      {
        code: 'well.no-target',
        message: '1 well of samples without a target: left out; name the gene in the export',
      },
    ]);
  });
});
