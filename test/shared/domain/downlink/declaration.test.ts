import { expect, it } from 'vitest';
import {
  announcedReceipt,
  declarationText,
  parseDeclaration,
} from '../../../../shared/domain/downlink/declaration.ts';

const declared = {
  ...{ fileName: 'Prüfung "1".csv', bytes: 7, sha256: null, source: 'flight' },
  ...{ at: 1_772_000_000_000_000, by: 'ada', reading: 'r1' },
};

it('a declaration is told in characters of a header, and comes back', () => {
  const text = declarationText(declared);
  expect(text).toMatch(/^[\w-]+$/);
  expect(parseDeclaration(text)).toEqual(declared);
});

it.each([null, '', 'x', Buffer.from('{"fileName":1}').toString('base64url')])(
  'none is read from %j',
  (text) => {
    expect(parseDeclaration(text)).toBeNull();
  },
);

it('that is longer than S3 keeps with an object is not told there, and its receipt says so', () => {
  const digests = { sha256: 'a'.repeat(64), reading: 'b'.repeat(64) };
  const usual = { ...declared, ...digests, fileName: 'x'.repeat(1024) };
  expect(declarationText(usual).length).toBeLessThan(2000);
  const long = { ...declared, ...digests, fileName: '測'.repeat(1024) };
  expect(parseDeclaration(declarationText(long))).toBeNull();
  const about = { parts: null, expiresAt: 0 };
  expect(announcedReceipt('d', usual, about).announcedUnder).toBe(digests.reading);
  expect(announcedReceipt('d', long, about).announcedUnder).toBeNull();
});
