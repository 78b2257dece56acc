import { describe, expect, it } from 'vitest';
import { NO_GAIN } from '../../../../shared/domain/detect/drift/expected.ts';
import { startLevels } from '../../../../shared/domain/detect/drift/levels.ts';
import { startDrift } from '../../../../shared/domain/detect/drift/state.ts';
import { armCheckpoint, packedArm, unpackedArm } from '../../../../shared/usecases/judge/arm-checkpoint.ts';

const VOTE = { witness: 'level', jumped: false, members: [{ went: 0.1, chance: 0.97 }] } as const;
const NEW = { gain: NO_GAIN, apart: [], sides: null, levels: startLevels(), vote: VOTE };

describe('the checkpoint of an arm', () => {
  const state = { drift: startDrift(), choice: null, astray: 0, isExplained: false, reference: null, ...NEW };
  const stored = packedArm(new Map([['FU1 temperature', state]]));

  it('reads what it wrote', () => {
    expect(
      unpackedArm(armCheckpoint.parse(JSON.parse(JSON.stringify(stored)))).get('FU1 temperature'),
    ).toEqual(state);
  });

  it('refuses the bytes of no state, so that they are made anew', () => {
    const [name, one] = Object.entries(stored)[0]!;
    for (const drift of [one.drift.slice(0, 40), 'AAAA', ''])
      expect(() => armCheckpoint.parse({ [name]: { ...one, drift } }), drift).toThrow();
  });
});
