import { describe, expect, it } from 'vitest';
import { notSent, uploadAll } from '../../../../functions/cli/commands/upload.ts';
import { CliFailure } from '../../../../functions/cli/stack/failure.ts';
import { receiptSchema } from '../../../../shared/contract/downlinks.ts';
import { NO_COUNTS } from '../../../../shared/domain/downlink/receipt.ts';

const receipt = (id: string) =>
  receiptSchema.parse({
    ...{
      id,
      state: 'INGESTED',
      fileName: id,
      bytes: 1,
      createdAt: '2026-03-01T06:00:00Z',
      counts: NO_COUNTS,
    },
    ...{ byReason: {}, ranges: [], unmappedColumns: [], warnings: [], verdict: [] },
  });

/** Of files that are called so, the failure of that code. */
const sending = (codes: Readonly<Record<string, string>>) => (file: string) =>
  codes[file] === undefined
    ? Promise.resolve(receipt(file))
    : Promise.reject(new CliFailure(codes[file], `${file} cannot be`));

describe('several files', () => {
  it('are all sent, where one in their middle is refused', async () => {
    const { sent, failed, unsent } = await uploadAll(['a', 'b', 'c'], sending({ b: 'source.none' }));
    expect([sent.map(({ id }) => id), unsent]).toEqual([['a', 'c'], []]);
    expect(notSent(failed, unsent)).toBe(failed[0]?.failure);
    // A wait that failed beside it is told too.
    const late = new CliFailure('wait.deadline', 'not within 1 s');
    expect(notSent(failed, unsent, late).findings.map(({ field }) => field)).toEqual(['b', 'the others']);
  });

  it('are not sent any more once the stack is gone, and each is named', async () => {
    const { sent, failed, unsent, isBroken } = await uploadAll(
      ['a', 'b', 'c', 'd'],
      sending({ b: 'stack.silent' }),
    );
    expect([sent.map(({ id }) => id), isBroken]).toEqual([['a'], true]);
    expect(notSent(failed, unsent)).toMatchObject({
      message: '3 files of those that were named were not taken in',
      findings: [
        { field: 'b', message: 'b cannot be (stack.silent)' },
        { field: 'c', message: 'was not sent: the stack did not answer any more' },
        { field: 'd' },
      ],
    });
  });

  it('end with what is no failure of a file', async () => {
    const broken = () => Promise.reject(new TypeError('a defect'));
    await expect(uploadAll(['a', 'b'], broken)).rejects.toThrow('a defect');
  });
});
