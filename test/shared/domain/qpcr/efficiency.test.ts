import { describe, expect, it } from 'vitest';
import type { Well } from '../../../../shared/domain/assay/tables.ts';
import { efficienciesOf } from '../../../../shared/domain/qpcr/efficiency.ts';
import { standard } from '../../../support/plates.ts';

/** A series of tenfold dilutions with a slope, from a first cycle on. */
const series = (target: string, slope: number, first = 20): Well[] =>
  [0, 1, 2, 3].map((step) => standard(target, 10 ** -step, first - slope * step));

const of = (...wells: Well[]) => efficienciesOf([{ name: 'P1', wells }], ['CTSK']);

describe('efficienciesOf', () => {
  it('is 100 % where each cycle doubles', () => {
    const { of: found, remarks } = of(...series('CTSK', -1 / Math.log10(2)));
    expect(found.get('CTSK')?.efficiency).toBeCloseTo(1, 12);
    expect(found.get('CTSK')?.fit?.r2).toBeCloseTo(1, 12);
    expect(remarks).toEqual([]);
  });

  it('is assumed to be 100 %, without a fit, where no series was run', () => {
    expect(of()).toEqual({
      of: new Map([['CTSK', { target: 'CTSK', efficiency: 1, fit: null }]]),
      remarks: [],
    });
  });

  it('is one slope of the series of several plates, whose thresholds differ', () => {
    const plates = [
      { name: 'P1', wells: series('CTSK', -3.5, 20) },
      { name: 'P2', wells: series('CTSK', -3.5, 23) },
    ];
    const { fit } = efficienciesOf(plates, ['CTSK']).of.get('CTSK')!;
    expect(fit?.slope).toBeCloseTo(-3.5, 12);
    expect(fit?.r2).toBeCloseTo(1, 12);
    expect(fit?.wells).toBe(8);
  });

  it('leaves out standards that never crossed, that were omitted, and that say no quantity', () => {
    const { of: found } = of(
      ...series('CTSK', -3.4),
      standard('CTSK', 1e-9, null),
      standard('CTSK', null, 21),
      standard('CTSK', 0, 39),
      { ...standard('CTSK', 1, 35), isOmitted: true },
      standard('ACP5', 1, 30),
    );
    expect(found.get('CTSK')?.fit?.wells).toBe(4);
    expect(found.get('CTSK')?.fit?.slope).toBeCloseTo(-3.4, 12);
  });

  it('is assumed where too few quantities have a Ct, and where a slope is none of an amplification', () => {
    const few = of(standard('CTSK', 1, 20), standard('CTSK', 1, 20.1), standard('CTSK', 0.1, 23.4));
    expect(few.of.get('CTSK')).toMatchObject({ efficiency: 1, fit: null });
    expect(few.remarks).toEqual([
      {
        code: 'efficiency.too-few',
        message:
          'the dilution series of CTSK has 2 quantities with a Ct, 3 are needed: an efficiency of 100 % is assumed',
      },
    ]);
    for (const slope of [3.3, 0, -1.5, -7]) {
      const wrong = of(...series('CTSK', slope));
      expect(wrong.of.get('CTSK')).toMatchObject({ efficiency: 1, fit: null });
      expect(wrong.remarks).toMatchObject([{ code: 'efficiency.impossible' }]);
    }
  });
});
