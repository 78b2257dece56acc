import { describe, expect, it } from 'vitest';
import { boundsTowards, toldBound } from '../../../../../shared/domain/detect/drift/bounds.ts';

const heater: Parameters<typeof boundsTowards>[0] = {
  margin: null,
  bands: [
    { from: null, to: null, minViolations: 3, minConformance: null, warning: [null, 85], critical: [20, 95] },
  ],
};

describe('the bound that is told', () => {
  const above = boundsTowards(heater, 0, 60, 1);

  it('is the first that a residual comes to', () => {
    expect(above.map(({ what }) => what)).toEqual(['WARNING', 'CRITICAL']);
    expect(toldBound(above, 1, 10)).toMatchObject({ what: 'WARNING', value: 85 });
  });

  it('is the worst that it has crossed', () => {
    expect(toldBound(above, 1, 25)).toMatchObject({ what: 'WARNING', value: 85 });
    expect(toldBound(above, 1, 38)).toMatchObject({ what: 'CRITICAL', value: 95 });
    expect(toldBound(boundsTowards(heater, 0, 60, -1), -1, -41)).toMatchObject({
      what: 'CRITICAL',
      value: 20,
    });
  });

  it('is none where none is declared', () => {
    expect(toldBound(boundsTowards({ margin: null, bands: [] }, 0, 60, 1), 1, 38)).toBeUndefined();
  });
});
