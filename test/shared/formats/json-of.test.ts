import { expect, it } from 'vitest';
import { jsonOf } from '../../../shared/formats/json-of.ts';

it('gives what the text is, and null where it is no JSON', () => {
  expect([jsonOf('{"a":0}'), jsonOf('0'), jsonOf('null')]).toEqual([{ a: 0 }, 0, null]);
  expect(['', '{', '<html>', '{"a":1}x'].map(jsonOf)).toEqual([null, null, null, null]);
});
