import { expect, it } from 'vitest';
import { excludedText } from '../../../../shared/domain/twins/excluded-words.ts';

it('Reasons are said in words, with the tolerance that was applied', () => {
  const counts = { 'no-sample-within-tolerance': 1220, invalid: 3, stuck: 2 };
  expect(excludedText(counts, 30)).toBe(
    '1,220 without a partner within 30 s, 3 without a value, 2 of a stuck sensor',
  );
  expect(excludedText({ 'no-sample-within-tolerance': 1 }, undefined)).toBe(
    '1 without a partner within the tolerance',
  );
  expect(excludedText({}, 30)).toBe('');
});
