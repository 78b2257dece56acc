import { expect, it } from 'vitest';
import { causeText, notJudgedText } from '../../../../shared/domain/conduct/cause-words.ts';
import { NOT_JUDGED, NOT_YET } from '../../../../shared/domain/conduct/issue-row.ts';

it('says why a block has no set-point', () => {
  expect(['missing', 'too-few', NOT_YET, 'STUCK LIMIT'].map(causeText)).toEqual([
    'without samples',
    'with too few good samples',
    'nothing of the flight is here yet',
    'STUCK, LIMIT',
  ]);
});

it('says of every reason why a block was not judged, without its code', () => {
  const words = NOT_JUDGED.map(notJudgedText);
  expect(words).toContain('where the flight gives no set-point');
  expect(words.filter((one) => NOT_JUDGED.some((code) => one.includes(code)))).toEqual([]);
  expect(new Set(words).size).toBe(NOT_JUDGED.length);
});
