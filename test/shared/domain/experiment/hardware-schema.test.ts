import { describe, expect, it } from 'vitest';
import { ARM_KINDS, isExposed } from '../../../../shared/domain/experiment/hardware-schema.ts';

describe('the mark of an arm', () => {
  it('is that of an exposed one where gravity is altered, so not of a centrifuge on board', () => {
    expect(ARM_KINDS.filter(isExposed)).toEqual(['SPACEFLIGHT', 'SIMULATED_MICROGRAVITY']);
    expect(isExposed(undefined)).toBe(false);
  });
});
