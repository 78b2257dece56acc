import { describe, expect, it } from 'vitest';
import { NO_GAIN } from '../../../../../shared/domain/detect/drift/expected.ts';
import { startLevels } from '../../../../../shared/domain/detect/drift/levels.ts';
import { startDrift } from '../../../../../shared/domain/detect/drift/state.ts';
import { storedArmSchema } from '../../../../../shared/domain/detect/drift/stored-arm.ts';
import { packedArm } from '../../../../../shared/usecases/judge/arm-checkpoint.ts';

const VOTE = { witness: 'level', jumped: false, members: [{ went: 0.1, chance: 0.97 }] } as const;
const NEW = { gain: NO_GAIN, apart: [], sides: null, levels: startLevels(), vote: VOTE };

describe('the stored state of an arm', () => {
  it('is what is written of it, and nothing else', () => {
    const choice = { option: 0, of: ['FU2 temperature', 'FU3 temperature'] };
    const state = { drift: startDrift(), choice, astray: 3, isExplained: true, reference: 37.1, ...NEW };
    const stored = packedArm(new Map([['FU1 temperature', state]]));
    expect(storedArmSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
    expect(storedArmSchema.safeParse({ 'FU1 temperature': { ...state, drift: 1, levels: '' } }).success).toBe(
      false,
    );
  });
});
