import { describe, expect, it } from 'vitest';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const FILE = { fileName: 'fu1.csv', bytes: 1000 };

describe('an announcement', () => {
  it('opens a receipt that waits for its file, with a link for an hour, and asks nothing of anybody', async () => {
    const memory = await twinsDefined();
    const receipt = await announceDownlink(memory, 'twins', FILE, 'ada');
    expect(receipt).toMatchObject({ state: 'AWAITING_UPLOAD', fileName: 'fu1.csv' });
    expect(receipt.upload).toMatchObject({ method: 'PUT', url: `memory:raw/twins/${receipt.id}` });
    const { upload: _link, ...shown } = receipt;
    expect(await showReceipt(memory, 'twins', receipt.id)).toMatchObject({
      ...shown,
      verdict: expect.any(Array),
    });
    expect(memory.queues.ingest.hints).toEqual([]);
  });

  it('of a dry run opens no receipt of the archive', async () => {
    const memory = await twinsDefined();
    const trial = await announceDownlink(memory, 'twins', { ...FILE, dryRun: true }, 'ada');
    expect(trial.dryRun).toBe(true);
    await expect(showReceipt(memory, 'twins', trial.id)).rejects.toMatchObject({ code: 'downlink.unknown' });
  });

  it('above 100 MiB is answered with a link a part', async () => {
    const memory = await twinsDefined();
    const { upload } = await announceDownlink(memory, 'twins', { ...FILE, bytes: 200 * 1024 ** 2 }, 'ada');
    expect(upload).toMatchObject({ parts: [{ part: 1 }, { part: 2 }, { part: 3 }, { part: 4 }] });
  });

  it.each([
    ['no experiment has', 'other', FILE, 'experiment.unknown'],
    ['no source reads', 'twins', { ...FILE, fileName: 'xu1.csv' }, 'source.none'],
    [
      'is of another format than its source',
      'twins',
      { ...FILE, format: 'ndjson' as const },
      'downlink.format-unsupported',
    ],
    ['is too large', 'twins', { ...FILE, bytes: 6 * 1024 ** 3 }, 'downlink.too-large'],
  ])('is refused for what %s', async (_, experiment, request, code) => {
    const memory = await twinsDefined();
    await expect(announceDownlink(memory, experiment, request, 'ada')).rejects.toMatchObject({ code });
  });
});
