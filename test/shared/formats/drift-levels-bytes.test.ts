import { describe, expect, it } from 'vitest';
import { addToLevels, startLevels } from '../../../shared/domain/detect/drift/levels.ts';
import { packedLevels, unpackedLevels } from '../../../shared/formats/drift-levels-bytes.ts';

describe('packed levels', () => {
  const levels = startLevels();
  for (let i = 0; i < 3000; i++) if (i % 360 > 50) addToLevels(levels, 2_900_000 + i, 0.001 * i);

  it('read what they wrote, in 136 bytes', () => {
    const bytes = packedLevels(levels);
    const read = unpackedLevels(bytes);
    expect(bytes.length).toBeLessThanOrEqual(136);
    expect(read).toMatchObject({ stretch: levels.stretch, n: levels.n, first: levels.first });
    expect(read.past.map((mean) => mean.toFixed(4))).toEqual(levels.past.map((mean) => mean.toFixed(4)));
    expect(packedLevels(read)).toEqual(bytes);
    expect(unpackedLevels(packedLevels(startLevels()))).toEqual(startLevels());
  });

  it('refuse bytes that are none', () => {
    for (const length of [0, 20, 25]) expect(() => unpackedLevels(new Uint8Array(length))).toThrow();
  });
});
