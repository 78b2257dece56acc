import { describe, expect, it } from 'vitest';
import { downlinkText } from '../../../../shared/domain/notify/downlink-text.ts';
import { troubleOf } from '../../../../shared/domain/notify/tell-downlink.ts';
import { RECEIPT } from '../../../support/some-receipt.ts';

const now = Date.parse('2026-03-02T06:10:00Z') * 1000;
const CAME = { ...RECEIPT, createdAt: Date.parse('2026-03-02T06:05:00Z') * 1000, createdBy: 'ada' };
const textOf = (receipt: typeof RECEIPT) =>
  downlinkText(receipt, troubleOf(receipt), { experiment: 'osteo-m3', now });

describe('the message about a downlink', () => {
  it('says of a refused file who sent it, why it is in no answer, and what to do', () => {
    const error = { code: 'gzip.truncated', message: 'the file ends within its compressed data' };
    expect(textOf({ ...CAME, state: 'REFUSED', error })).toEqual({
      subject: 'osteo-m3: WARNING downlink REFUSED: "dump.csv"',
      text: [
        'The file "dump.csv" (d1) that ada announced at 2 Mar 06:05 UTC was REFUSED: nothing of it is in any answer.',
        'In: nothing. The file was refused: the file ends within its compressed data.',
        'Missing: everything in this file. The uploaded bytes are kept.',
        'Request again: the whole file.',
        'Worse: nothing. A refused file changes no answer.',
        'Do: upload a complete copy of the file, or request it again.',
        'This message is sent once. ./howship receipt d1 -e osteo-m3 shows its receipt.',
      ].join('\n'),
    });
  });

  it('says of a failed file that it is safe, and whom to tell', () => {
    const { subject, text } = textOf({ ...CAME, state: 'FAILED' });
    expect(subject).toBe('osteo-m3: WARNING downlink FAILED: "dump.csv"');
    expect(text).toContain('Do: tell whoever runs Howship. ./howship redrive reads the file again.');
  });

  it('says of rejects how many of how many, and why', () => {
    const counts = { ...RECEIPT.counts, samples: 1000, accepted: 880, rejected: 120 };
    const byReason = { 'value.not-a-number': 100, 'row.width': 20 };
    const { subject, text } = textOf({ ...CAME, counts, byReason });
    expect(subject).toBe('osteo-m3: WARNING downlink with rejects: "dump.csv"');
    expect(text.split('\n').slice(1, 4)).toEqual([
      'In: 880 of 1,000 samples are new, 120 rejected; data from 1 Mar 05:00 to 2 Mar 06:00 UTC.',
      'Rejected: 120 of 1,000 samples: 100 not a number, 20 a row with too few or too many cells.',
      'Do: read the rejects (120).',
    ]);
  });

  it('says of records of an assay what is in, and calls none of them a sample', () => {
    const counts = { ...RECEIPT.counts, samples: 0, records: 9, rows: 9, accepted: 8, rejected: 1 };
    const assay = { ...CAME, source: 'medium', ranges: [], counts, byReason: { 'endpoint.unit': 1 } };
    expect(textOf(assay).text.split('\n').slice(0, 4)).toEqual([
      expect.stringMatching(/was stored, but some of its records were rejected:$/),
      'In: 8 of 9 records of the assay medium are new, 1 rejected.',
      'Rejected: 1 of 9 records: 1 endpoint.unit.',
      'Do: read the rejects (1).',
    ]);
  });

  it('says of a reading that was refused or failed why, who asked for it, and that the earlier one stays', () => {
    const at = Date.parse('2026-03-02T06:09:00Z') * 1000;
    const again = (error: { code: string; message: string }) => ({
      ...CAME,
      rereading: {
        ...{ at, by: 'nora', attempt: 2, isBegun: true, readingRevision: null, touched: [] },
        error,
      },
    });
    expect(textOf(again({ code: 'source.no-column', message: 'no column "time"' }))).toEqual({
      subject: 'osteo-m3: WARNING downlink reread REFUSED: "dump.csv"',
      text: [
        'The file "dump.csv" (d1) that ada announced at 2 Mar 06:05 UTC was read again, and that was REFUSED: the earlier reading stays in every answer.',
        'Why: no column "time"; nora asked for it at 2 Mar 06:09 UTC.',
        'Do: fix why it could not be read again (source.no-column), then ./howship reread d1.',
        'This message is sent once. ./howship receipt d1 -e osteo-m3 shows its receipt.',
      ].join('\n'),
    });
    expect(textOf(again({ code: 'downlink.failed', message: 'it failed' })).subject).toBe(
      'osteo-m3: WARNING downlink reread FAILED: "dump.csv"',
    );
  });

  it('says that it is put right, or by whom it was withdrawn', () => {
    expect(textOf(CAME)).toMatchObject({
      subject: 'osteo-m3: over: downlink "dump.csv"',
      text: expect.stringContaining('is read now. In: all 72,522 samples are new'),
    });
    const withdrawn = { at: now, by: 'bo', reason: 'of another mission' };
    expect(textOf({ ...CAME, state: 'WITHDRAWN', withdrawn }).text).toContain(
      'was withdrawn by bo: "of another mission".',
    );
  });
});
