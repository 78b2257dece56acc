import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOf as digestAtOnce } from '../../../../functions/web/uplink/digests.ts';
import { Sha256 } from '../../../../functions/web/uplink/sha256.ts';

function digestOf(...pieces: readonly Uint8Array[]): string {
  const digest = new Sha256();
  for (const piece of pieces) digest.update(piece);
  return digest.digest();
}

/** FIPS 180-4, examples of SHA-256. */
it.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('is that of the standard: %j', (text, digest) => {
  expect(digestOf(new TextEncoder().encode(text))).toBe(digest);
});

it('is that of the platform, of any bytes in any pieces', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pieces, async (given) => {
      const whole = await new Blob(given.map((piece) => new Uint8Array(piece))).arrayBuffer();
      expect(digestOf(...given)).toBe(await digestAtOnce(whole));
    }),
    { seed: 16, numRuns: 300 },
  );
});

it('holds beyond 4 Gbit, where the length takes both words', () => {
  const piece = new Uint8Array(1 << 24).fill(7);
  const digest = digestOf(...Array<Uint8Array>(33).fill(piece));
  expect(digest).toBe('95103a866d7c22f4bfb825835889116a1aed624e33fe17edbb5abab4d7aeacdc');
});
