import { describe, expect, it } from 'vitest';
import { adjustedInFamilies } from '../../../../shared/domain/comparison/families.ts';

const asked = (endpoint: string, contrast: string, pValue: number | null) => ({
  ...{ endpoint, contrast, pValue },
  of: endpoint === 'temperature' || endpoint === 'humidity' ? ('CHANNELS' as const) : ('ENDPOINTS' as const),
});

describe('how many questions were asked', () => {
  it('Holm over the primary ones, Benjamini and Hochberg over the rest', () => {
    const questions = [
      asked('pits', 'f-v-g', 0.01),
      asked('CTSK', 'f-v-g', 0.02),
      asked('temperature', 'f-v-g', 0.03),
      asked('humidity', 'f-v-g', 0.04),
    ];
    const primary = [{ endpoint: 'pits' }, { endpoint: 'CTSK', contrast: 'f-v-g' }];
    expect(adjustedInFamilies(questions, primary, ['f-v-g'])).toEqual([
      { role: 'PRIMARY', method: 'holm', family: 'PRIMARY', pValue: 0.02, of: 2 },
      { role: 'PRIMARY', method: 'holm', family: 'PRIMARY', pValue: 0.02, of: 2 },
      { role: 'EXPLORATORY', method: 'benjamini-hochberg', family: 'CHANNELS', pValue: 0.04, of: 2 },
      { role: 'EXPLORATORY', method: 'benjamini-hochberg', family: 'CHANNELS', pValue: 0.04, of: 2 },
    ]);
  });

  it('channels in which arms are known to differ lend nothing to what cells did', () => {
    const channels = Array.from({ length: 8 }, () => asked('temperature', 'f-v-g', 1e-9));
    const cells = [asked('pits', 'f-v-g', 0.04), asked('ctx', 'f-v-g', 0.8)];
    const told = adjustedInFamilies([...channels, ...cells], [], ['f-v-g']);
    // In one family the first would be 0.04 · 10 / 9.
    expect(told.slice(8)).toEqual([
      { role: 'EXPLORATORY', method: 'benjamini-hochberg', family: 'ENDPOINTS', pValue: 0.08, of: 2 },
      { role: 'EXPLORATORY', method: 'benjamini-hochberg', family: 'ENDPOINTS', pValue: 0.8, of: 2 },
    ]);
    expect(told[0]).toMatchObject({ family: 'CHANNELS', pValue: 1e-9, of: 8 });
  });

  it('a primary question without an answer yet is one of the family all the same', () => {
    const [only] = adjustedInFamilies(
      [asked('pits', 'f-v-g', 0.01)],
      [{ endpoint: 'pits' }],
      ['f-v-g', 'f-v-r'],
    );
    expect(only).toMatchObject({ pValue: 0.02, of: 2 });
    const [again] = adjustedInFamilies(
      [asked('pits', 'f-v-g', null)],
      [{ endpoint: 'pits' }, { endpoint: 'CTSK' }],
      ['f-v-g'],
    );
    expect(again).toMatchObject({ pValue: null, of: 2 });
  });

  it('a question of one contrast is exploratory in another', () => {
    const questions = [asked('pits', 'f-v-g', 0.01), asked('pits', 'f-v-r', 0.01)];
    const roles = adjustedInFamilies(
      questions,
      [{ endpoint: 'pits', contrast: 'f-v-g' }],
      ['f-v-g', 'f-v-r'],
    );
    expect(roles.map(({ role }) => role)).toEqual(['PRIMARY', 'EXPLORATORY']);
  });

  it('a phase, or a second assay, that has no p yet counts beside the one that has', () => {
    const primary = [{ endpoint: 'temperature' }];
    const two = [asked('temperature', 'f-v-g', 0.01), asked('temperature', 'f-v-g', null)];
    expect(adjustedInFamilies(two, primary, ['f-v-g'])[0]).toMatchObject({ pValue: 0.02, of: 2 });
  });
});
