import { describe, expect, it } from 'vitest';
import { nullShare, pValueShape } from '../../../../shared/domain/contrast/p-value-shape.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const random = randomStream(4, 'p');
const even = Array.from({ length: 2000 }, () => random.uniform());
const small = Array.from({ length: 500 }, () => random.uniform() * 0.01);
const large = Array.from({ length: 500 }, () => 1 - random.uniform() * 0.01);

describe('the p-values of all genes', () => {
  it('are even where nothing differs, and all of them are of genes that do not', () => {
    expect(pValueShape(even)).toBe('even');
    expect(nullShare(even)).toBeGreaterThan(0.95);
  });

  it('are many small ones where genes differ, and the share that does not is seen', () => {
    expect(pValueShape([...even, ...small])).toBe('many-small');
    expect(nullShare([...even, ...small])).toBeCloseTo(0.8, 1);
  });

  it('are many large ones where the model does not fit, also beside small ones', () => {
    expect(pValueShape([...even, ...large])).toBe('many-large');
    expect(pValueShape([...even, ...large, ...small])).toBe('many-small-and-large');
  });

  it('have no shape where they are few, and no share where there is none', () => {
    expect(pValueShape(even.slice(0, 99))).toBeNull();
    expect(nullShare([])).toBeNull();
  });
});
