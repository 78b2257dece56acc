import { describe, expect, it } from 'vitest';
import { type Sides, sidesWent, sidesWith } from '../../../../../shared/domain/detect/drift/sides.ts';

/** Four days at 0, then a day in which each side goes so far with a drift open. */
function went(own: number, twin: number): Sides {
  let sides: Sides | null = null;
  for (let i = 0; i < 576; i++) sides = sidesWith(sides, { own: 0, twin: 0 }, false);
  for (let i = 0; i < 144; i++) sides = sidesWith(sides, { own, twin }, true);
  return sides!;
}

describe('whose a drift between twins is', () => {
  it('is the side that went from where it was', () => {
    expect(sidesWent(went(0.3, 0), 1)).toMatchObject({ blame: 'own' });
    expect(sidesWent(went(0, 0.3), -1)).toMatchObject({ blame: 'twin' });
    expect(sidesWent(went(-0.3, 0.02), -1)).toMatchObject({ blame: 'own' });
    expect(sidesWent(went(0.3, 0), 1).own).toBeCloseTo(0.3, 1);
  });

  it('is unclear where both went apart, or neither went as the drift says', () => {
    expect(sidesWent(went(0.2, -0.2), 1)).toMatchObject({ blame: 'unclear' });
    expect(sidesWent(went(0, 0), 1)).toMatchObject({ blame: 'unclear' });
    expect(sidesWent(went(0.3, 0), -1)).toMatchObject({ blame: 'unclear' });
  });
});
