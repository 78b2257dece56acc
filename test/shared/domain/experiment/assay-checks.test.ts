import { describe, expect, it } from 'vitest';
import { contrastsOf } from '../../../../shared/domain/experiment/assay-checks.ts';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { minimal } from './minimal.ts';

/** Arms as declared, and what an assay compares of them that says nothing. */
function compared(arms: readonly { readonly id: string; readonly kind: string }[]): string[] {
  const units = arms.map(({ id }) => ({ id: `U-${id}`, arm: id }));
  const declared = declaredBy(minimal({ arms, units, pairs: [], sources: [] }));
  return contrastsOf({}, declared).map(({ a, b }) => `${a}-${b}`);
}

describe('contrastsOf', () => {
  it('compares each altered gravity with each control, by role, the on-board control first', () => {
    expect(
      compared([
        { id: 'a', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
        { id: 'b', kind: 'SPACEFLIGHT' },
        { id: 'c', kind: 'ONBOARD_1G' },
      ]),
    ).toEqual(['b-c', 'b-a', 'c-a']);
  });

  it('compares two controls with nobody', () => {
    expect(
      compared([
        { id: 'basal', kind: 'BASAL_CONTROL' },
        { id: 'vivarium', kind: 'VIVARIUM_CONTROL' },
      ]),
    ).toEqual([]);
  });

  it('compares as declared where that is said', () => {
    const contrasts = [{ a: 'ground', b: 'flight' }];
    expect(contrastsOf({ contrasts }, declaredBy(minimal()))).toEqual(contrasts);
  });
});
