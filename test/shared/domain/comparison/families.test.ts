import { describe, expect, it } from 'vitest';
import { adjustedInFamilies } from '../../../../shared/domain/comparison/families.ts';

const asked = (endpoint: string, contrast: string, pValue: number | null) => ({ endpoint, contrast, pValue });

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
      { role: 'PRIMARY', method: 'holm', pValue: 0.02, of: 2 },
      { role: 'PRIMARY', method: 'holm', pValue: 0.02, of: 2 },
      { role: 'EXPLORATORY', method: 'benjamini-hochberg', pValue: 0.04, of: 2 },
      { role: 'EXPLORATORY', method: 'benjamini-hochberg', pValue: 0.04, of: 2 },
    ]);
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
