import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { instantText, refusedBy } from '../../../shared/domain/instant-text.ts';

describe('an instant on the wire', () => {
  it('is any that our parser reads, as it was written', () => {
    expect(instantText.parse('2026-03-01T07:00:00+01:00')).toBe('2026-03-01T07:00:00+01:00');
  });

  it.each(['2026-03-01', 'yesterday', '2026-02-30T00:00:00Z', ''])(
    'is not %j, and says so once, as the parser does',
    (text) => {
      const { error } = instantText.safeParse(text);
      expect(error?.issues).toMatchObject([{ code: 'custom', params: { saysWhatCame: true } }]);
      expect(error?.issues[0]?.message.length).toBeGreaterThan(10);
    },
  );
});

it('A check passes on what is no refusal: a defect is not told as a wrong text', () => {
  const broken = z.string().superRefine(
    refusedBy(() => {
      throw new TypeError('a defect');
    }),
  );
  expect(() => broken.safeParse('x')).toThrow('a defect');
});
