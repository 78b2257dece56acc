import { describe, expect, it } from 'vitest';
import { readContacts } from '../../../shared/formats/contacts/read-contacts.ts';
import { refuseDeepJson } from '../../../shared/formats/json-levels.ts';

const TOO_DEEP = expect.objectContaining({ code: 'request.too-deep' });
const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

describe('refuseDeepJson', () => {
  it('takes a hundred levels, and marks within texts for letters', () => {
    expect(() => refuseDeepJson(nested(100))).not.toThrow();
    expect(() => refuseDeepJson(JSON.stringify('[{"\\'.repeat(200)))).not.toThrow();
    expect(() => refuseDeepJson('[],'.repeat(200))).not.toThrow();
  });

  it.each([101, 20_000, 500_000])('refuses %i levels, however many', (levels) => {
    expect(() => refuseDeepJson(nested(levels))).toThrow(TOO_DEEP);
    expect(() => refuseDeepJson('{"a":'.repeat(levels))).toThrow(TOO_DEEP);
  });

  it('stands before a plan of contacts too, which reads its JSON by itself', () => {
    expect(() => readContacts(nested(20_000))).toThrow(TOO_DEEP);
  });
});
