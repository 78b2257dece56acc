import { describe, expect, it } from 'vitest';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const hashOf = async (...argv: Parameters<typeof twinsIn>) =>
  (await hashArchive(await twinsIn(...argv), 'twins')).hash;

describe('the hash of an archive', () => {
  it('is the same for the same samples in another order, and for a file that came twice', async () => {
    const hash = await hashOf();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf(['gu1.csv', 'fu1.csv'])).toBe(hash);
    expect(await hashOf(['fu1.csv', 'gu1.csv', 'fu1.csv'])).toBe(hash);
  });

  it('is the same from the segments, while a page is not built yet, as from the page', async () => {
    const memory = await twinsDefined();
    await upload(memory, 'twins', 'fu1.csv', 't,temp,rh\n2026-03-01T06:00:00Z,37.01,85.0\n');
    while (memory.queues.ingest.hints.length > 0) await actOnce(memory);
    const { hash } = await hashArchive(memory, 'twins');
    await settleAll(memory);
    expect((await hashArchive(memory, 'twins')).hash).toBe(hash);
  });

  it('differs by one sample', async () => {
    const memory = await twinsIn();
    const { hash } = await hashArchive(memory, 'twins');
    await upload(memory, 'twins', 'fu1-late.csv', 't,temp,rh\n2026-03-01T12:00:00Z,37.01,85.0\n');
    await settleAll(memory);
    expect((await hashArchive(memory, 'twins')).hash).not.toBe(hash);
  });
});
