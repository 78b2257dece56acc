import { describe, expect, it } from 'vitest';
import {
  type Holder,
  mayDo,
  type NeededRight,
  type Right,
  refuseLackingRight,
  rightText,
  seesExperiment,
} from '../../../../shared/domain/holder/holder.ts';

const holder = (right: Right, experiments: readonly string[] | null = null): Holder => ({
  name: 'kiruna',
  right,
  experiments: experiments === null ? null : new Set(experiments),
});
const NEEDED: readonly NeededRight[] = ['READ', 'UPLOAD', 'OPERATE', 'OPERATE_ALL'];

describe('what a holder may do', () => {
  it.each([
    [holder('READ'), ['READ']],
    [holder('UPLOAD'), ['READ', 'UPLOAD']],
    [holder('OPERATE'), ['READ', 'UPLOAD', 'OPERATE', 'OPERATE_ALL']],
    [holder('OPERATE', ['osteo']), ['READ', 'UPLOAD', 'OPERATE']],
    [holder('READ', ['osteo']), ['READ']],
  ])('is its right and those below: %#', (one, may) => {
    expect(NEEDED.filter((needed) => mayDo(one, needed))).toEqual(may);
  });

  it('is of its experiments, or of all, those that come later too', () => {
    expect(seesExperiment(holder('READ', ['osteo']), 'osteo')).toBe(true);
    expect(seesExperiment(holder('OPERATE', ['osteo']), 'oclast')).toBe(false);
    expect(seesExperiment(holder('OPERATE', []), 'osteo')).toBe(false);
    expect(seesExperiment(holder('READ'), 'whatever-comes')).toBe(true);
  });

  it('is refused with what was needed, what it may, and what to do', () => {
    expect(() => refuseLackingRight(holder('UPLOAD', ['osteo', 'oclast']), 'OPERATE')).toThrow(
      expect.objectContaining({
        kind: 'forbidden',
        code: 'auth.right',
        message:
          'expected a token that may operate, got that of "kiruna", which may read and upload oclast, osteo; ask the person who runs this stack for another (./howship token add NAME)',
      }),
    );
    expect(() => refuseLackingRight(holder('OPERATE', ['osteo']), 'OPERATE_ALL')).toThrow(
      'expected a token that may operate all experiments, got that of "kiruna", which may operate osteo;',
    );
  });

  it('is told in a line whatever it holds', () => {
    const many = holder(
      'READ',
      Array.from({ length: 100 }, (_, i) => `e${i + 100}`),
    );
    expect(rightText(many)).toBe('may read e100, e101, e102, e103, e104 and 95 more');
    expect(rightText(holder('OPERATE'))).toBe('may operate all experiments');
  });
});
