import { describe, expect, it } from 'vitest';
import { designOf, separationOf, weightsOf } from '../../../../shared/domain/contrast/design.ts';
import type { Replicate } from '../../../../shared/domain/contrast/libraries.ts';

const CONTRAST = { a: 'flight', b: 'ground' };
const NOTHING_ASKED = { batch: [], covariates: [], paired: false };

/** Replicates written as `arm lane donor`, `-` where there is none. */
function replicates(...written: string[]): Replicate[] {
  return written.map((text, i) => {
    const [arm = '', lane = '-', donor = '-'] = text.split(' ');
    return {
      ...{ name: `R${i}`, unit: `R${i}`, arm, libraries: [`R${i}`], covariates: {} },
      donor: donor === '-' ? null : donor,
      batch: lane === '-' ? {} : { lane },
    };
  });
}

describe('designOf', () => {
  it('has a column an arm, then one for each level of a factor but the first', () => {
    const design = designOf(replicates('flight L1', 'flight L2', 'ground L1', 'ground L3'), {
      ...NOTHING_ASKED,
      batch: ['lane'],
    });
    expect(design.words).toBe('arm + lane (batch)');
    expect(design.columns.map((column) => [...column])).toEqual([
      [1, 1, 0, 0],
      [0, 0, 1, 1],
      [0, 1, 0, 0],
      [0, 0, 0, 1],
    ]);
    expect([...weightsOf(design, CONTRAST)]).toEqual([1, -1, 0, 0]);
  });

  it('leaves out a factor that is the same in all, and takes donors as blocks where arms share them', () => {
    const shared = replicates('flight L1 D1', 'flight L1 D2', 'ground L1 D1', 'ground L1 D2');
    expect(designOf(shared, { ...NOTHING_ASKED, batch: ['lane'] }).words).toBe('arm + donor');
    const nested = replicates('flight L1 D1', 'flight L1 D2', 'ground L1 D3', 'ground L1 D4');
    expect(designOf(nested, NOTHING_ASKED).words).toBe('arm');
  });
});

describe('separationOf', () => {
  const asked = { ...NOTHING_ASKED, batch: ['lane'] };
  const separation = (...written: string[]) => {
    const all = replicates(...written);
    return separationOf(designOf(all, asked), CONTRAST, all);
  };

  it('says in words what the arms cannot be told from', () => {
    expect(separation('flight L1', 'flight L1', 'ground L2', 'ground L2')).toEqual({
      isSeparate: false,
      message:
        'flight against ground cannot be told from lane: lane is L1 in flight and L2 in ground; whatever differs may be either',
    });
  });

  it('tells a contrast apart where another arm stands in both lanes', () => {
    expect(
      separation('flight L1', 'flight L1', 'ground L2', 'ground L2', 'onboard L1', 'onboard L2'),
    ).toMatchObject({
      isSeparate: true,
    });
  });

  it('says how much of a contrast a lane takes that goes along with the arms in part', () => {
    const balanced = separation('flight L1', 'flight L2', 'ground L1', 'ground L2');
    expect(balanced).toMatchObject({ isSeparate: true });
    if (balanced.isSeparate) expect(balanced.shares[0]?.share).toBeCloseTo(0, 12);
    const partly = separation('flight L1', 'flight L1', 'flight L2', 'ground L1', 'ground L2', 'ground L2');
    // Arms and lanes correlate by 1/3: 1 less the inflation 1 / (1 − 1/9).
    if (partly.isSeparate) expect(partly.shares[0]?.share).toBeCloseTo(1 / 9, 12);
    expect(partly.isSeparate).toBe(true);
  });
});
