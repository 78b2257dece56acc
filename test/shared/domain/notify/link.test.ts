import { expect, it } from 'vitest';
import { linkTo } from '../../../../shared/domain/notify/link.ts';

const MESSAGE = { group: 'unit:FU1:temperature@T/2', number: 3, token: 'abc' };

it('names the message and its token, whatever its group holds', () => {
  expect(linkTo('https://api.example.org', 'osteo-m3', MESSAGE)).toBe(
    'https://api.example.org/link/osteo-m3/unit%3AFU1%3Atemperature%40T%2F2/3/abc',
  );
});

it('is none where nobody knows where links lead, or the message has no token', () => {
  expect(linkTo(undefined, 'osteo-m3', MESSAGE)).toBe(null);
  expect(linkTo('https://api.example.org', 'osteo-m3', { ...MESSAGE, token: undefined })).toBe(null);
});
