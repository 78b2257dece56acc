import { describe, expect, it } from 'vitest';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { linkPart } from '../../../../shared/usecases/arrive/link-part.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const MIB = 1024 ** 2;
const DIGEST = 'ab'.repeat(32);

async function announced(partDigests: boolean, bytes = 130 * MIB) {
  const memory = await twinsDefined();
  const { id } = await announceDownlink(memory, 'twins', { fileName: 'fu1.csv', bytes, partDigests }, 'ada');
  const asked: unknown[] = [];
  memory.uploads.presignPart = async ({ key, part }, content) => {
    asked.push({ key, part, ...content });
    return { method: 'PUT', url: 'memory:part', headers: { digest: 'signed' } };
  };
  const expiresAt = async () =>
    (await memory.catalogue.get(receiptKind, receiptKey('twins', id)))?.item.expiresAt;
  return { memory, id, hint: { experiment: 'twins', downlink: id }, asked, expiresAt };
}

describe('the link of a part', () => {
  it('takes the bytes of that part with that digest, the last part fewer', async () => {
    const { memory, id, hint, asked } = await announced(true);
    expect(await linkPart(memory, hint, 2, DIGEST.toUpperCase())).toEqual({
      method: 'PUT',
      url: 'memory:part',
      headers: { digest: 'signed' },
      from: 64 * MIB,
      to: 128 * MIB,
    });
    await linkPart(memory, hint, 3, DIGEST);
    const key = rawKey('twins', id);
    expect(asked).toEqual([
      { key, part: 2, bytes: 64 * MIB, sha256: DIGEST },
      { key, part: 3, bytes: 2 * MIB, sha256: DIGEST },
    ]);
  });

  it('has the receipt wait on, with one write for half an hour of links', async () => {
    const { memory, hint, expiresAt } = await announced(true);
    const first = await expiresAt();
    await linkPart(memory, hint, 1, DIGEST);
    expect(await expiresAt()).toBe(first);
    memory.clock.setTo('2026-03-20T00:31:00Z');
    await linkPart(memory, hint, 1, DIGEST);
    expect(await expiresAt()).toBeGreaterThan(Number(first));
  });

  it.each([
    ['an upload that was announced without digests', false, 130 * MIB, 1, 'upload.without-digests'],
    ['a file that goes to one link', true, 10, 1, 'upload.not-in-parts'],
    ['a part that the file has not', true, 130 * MIB, 4, 'upload.no-such-part'],
  ])('is refused for %s', async (_, digests, bytes, part, code) => {
    const { memory, hint } = await announced(digests, bytes);
    await expect(linkPart(memory, hint, part, DIGEST)).rejects.toMatchObject({ code });
  });
});
