import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/anomaly/anomaly.ts';
import {
  type MissingStretch,
  NO_FACTS,
  type VerdictFacts,
  verdictOf,
} from '../../../../shared/domain/downlink/verdict.ts';
import { DOWNLINK_STATES, NO_COUNTS, type ReceiptRecord } from '../../../../shared/domain/records/receipt.ts';

const at = (text: string): number => Date.parse(text) * 1000;

const RECEIPT: ReceiptRecord = {
  id: 'd1',
  attempt: 1,
  state: 'INGESTED',
  fileName: 'dump.csv',
  bytes: 1000,
  sha256: null,
  declaredSource: null,
  source: 'controller',
  readingRevision: 'r',
  createdAt: 0,
  createdBy: 'ops',
  expiresAt: 0,
  ingestedAt: 0,
  duplicateOf: null,
  counts: { ...NO_COUNTS, rows: 12_087, samples: 72_522, accepted: 72_522 },
  byReason: {},
  ranges: [
    {
      unit: 'FU1',
      channel: 'co2',
      from: at('2026-03-01T06:00:00Z'),
      to: at('2026-03-02T06:00:00Z'),
      samples: 1,
    },
    {
      unit: 'GU1',
      channel: 'co2',
      from: at('2026-03-01T05:00:00Z'),
      to: at('2026-03-02T05:00:00Z'),
      samples: 1,
    },
  ],
  unmappedColumns: [],
  warnings: [],
  rejects: [],
  touched: [],
  error: null,
  due: false,
};

const gap = (hour: number, rest: Partial<MissingStretch> = {}): MissingStretch => ({
  unit: 'FU1',
  channels: ['co2', 'temperature'],
  from: at(`2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`),
  to: at(`2026-03-01T${String(hour).padStart(2, '0')}:41:00Z`),
  samples: 40,
  ...rest,
});

const anomaly = (rest: Partial<Anomaly>): Anomaly => ({
  id: 'a',
  kind: 'STUCK',
  unit: 'FU1',
  channels: ['co2'],
  from: at('2026-03-01T07:00:00Z'),
  to: null,
  severity: 'WARNING',
  blame: 'FU1',
  evidence: {},
  detector: { name: 'stuck', version: '1' },
  ...rest,
});

const verdict = (receipt: Partial<ReceiptRecord>, facts: Partial<VerdictFacts> = {}) =>
  verdictOf({ ...RECEIPT, ...receipt }, { ...NO_FACTS, ...facts });

describe('the five lines', () => {
  it('of a file that is all new, whole and healthy ask nothing of anybody', () => {
    expect(verdict({})).toEqual([
      'In: 72,522 of 72,522 samples new, 0 here before, 0 in conflict (both kept), 0 rejected; 2026-03-01T05:00:00Z to 2026-03-02T06:00:00Z.',
      'Missing: nothing within the time of this file.',
      'Ask again for: nothing.',
      'Worse: nothing.',
      'Do: nothing.',
    ]);
  });

  it('of a bad night name what is lost, what to request, what is wrong now, and then the chores', () => {
    const counts = {
      ...NO_COUNTS,
      rows: 5,
      samples: 20,
      accepted: 12,
      duplicates: 4,
      conflicts: 1,
      rejected: 3,
    };
    const facts = {
      missing: [gap(7), gap(9, { channels: ['co2'], samples: 1 })],
      anomalies: [
        anomaly({ kind: 'LIMIT', severity: 'CRITICAL', channels: ['temperature'] }),
        anomaly({ to: at('2026-03-01T09:00:00Z') }),
      ],
    };
    const state = 'INGESTED_WITH_REJECTS';
    const warnings = [{ code: 'channel.promoted', message: 'co2' }];
    expect(verdict({ state, counts, warnings, unmappedColumns: ['Fan', 'Door'] }, facts)).toEqual([
      'In: 12 of 20 samples new, 4 here before, 1 in conflict (both kept), 3 rejected; 2026-03-01T05:00:00Z to 2026-03-02T06:00:00Z.',
      'Missing: FU1 co2+temperature 40 samples each, 2026-03-01T07:00:00Z to 2026-03-01T07:41:00Z; FU1 co2 1 sample, 2026-03-01T09:00:00Z to 2026-03-01T09:41:00Z.',
      'Ask again for: FU1 2026-03-01T07:00:00Z to 2026-03-01T07:41:00Z; FU1 2026-03-01T09:00:00Z to 2026-03-01T09:41:00Z.',
      'Worse: CRITICAL LIMIT FU1 temperature since 2026-03-01T07:00:00Z, still so; WARNING STUCK FU1 co2 2026-03-01T07:00:00Z to 2026-03-01T09:00:00Z.',
      'Do: look at FU1 temperature now; request the stretches above at the next contact; read the rejects (3); settle which values are right (1 conflict); map or ignore the columns Fan, Door; read the warnings (1).',
    ]);
  });

  it('of the very same bytes again say so, and count nothing twice', () => {
    const counts = { ...RECEIPT.counts, accepted: 0, duplicates: 72_522 };
    expect(verdict({ duplicateOf: 'd0', counts })[0]).toBe(
      'In: nothing new; these very bytes came before as d0, and their 72,522 samples are counted once.',
    );
  });

  it('claim nothing while pages are still computed, not even that nothing is missing', () => {
    const [, ...others] = verdict({}, { pending: 2, missing: [gap(7)], anomalies: [] });
    expect(others).toEqual([
      'Missing: still being worked out.',
      'Ask again for: not known yet.',
      'Worse: still being judged.',
      'Do: look again in a few seconds.',
    ]);
  });

  it('of a file that broke off ask for it again, whatever else is known', () => {
    const warnings = [{ code: 'gzip.truncated', message: 'ends at byte 7' }];
    expect(verdict({ warnings })[2]).toBe('Ask again for: this file whole, it broke off.');
    expect(verdict({ warnings }, { pending: 1 })[2]).toBe('Ask again for: this file whole, it broke off.');
    expect(verdict({ warnings }, { missing: [gap(7)] })[2]).toBe(
      'Ask again for: this file whole, it broke off; FU1 2026-03-01T07:00:00Z to 2026-03-01T07:41:00Z.',
    );
  });

  it('name three of a kind and count the others', () => {
    const missing = [7, 8, 9, 10, 11].map((hour) => gap(hour));
    const [, lost, ask] = verdict({}, { missing });
    expect(lost).toMatch(/T09:00:00Z to 2026-03-01T09:41:00Z; and 2 more\.$/);
    expect(ask).toMatch(/T09:00:00Z to 2026-03-01T09:41:00Z; and 2 more\.$/);
    const unmappedColumns = ['a', 'b', 'c', 'd'];
    expect(verdict({ unmappedColumns })[4]).toBe('Do: map or ignore the columns a, b, c, and 1 more.');
  });

  it('ask once for a stretch that channels of different periods miss', () => {
    const missing = [gap(7, { channels: ['co2'] }), gap(7, { channels: ['temperature'], samples: 2460 })];
    expect(verdict({}, { missing })[2]).toBe(
      'Ask again for: FU1 2026-03-01T07:00:00Z to 2026-03-01T07:41:00Z.',
    );
  });

  it('name the pair where an anomaly is of a pair', () => {
    const { unit: _, ...ofPair } = anomaly({ kind: 'OFFSET', pair: 'P1', channels: ['temperature'] });
    const lines = verdict({}, { anomalies: [ofPair] });
    expect(lines[3]).toBe('Worse: WARNING OFFSET P1 temperature since 2026-03-01T07:00:00Z, still so.');
    expect(lines[4]).toBe('Do: look at P1 temperature now.');
  });
});

describe('the five lines of a file that brought nothing', () => {
  it('never say that nothing is missing: of a file all of whose samples were rejected', () => {
    const counts = { ...NO_COUNTS, rows: 2, samples: 12, rejected: 12 };
    expect(verdict({ state: 'INGESTED_WITH_REJECTS', counts, ranges: [] })).toEqual([
      'In: nothing; 12 samples in 2 rows, all rejected.',
      'Missing: cannot be told from this file.',
      'Ask again for: nothing before the rejects are read.',
      'Worse: nothing; the file changes no answer.',
      'Do: read the rejects (12).',
    ]);
  });

  it('of a file without samples doubt the file', () => {
    const lines = verdict({ counts: { ...NO_COUNTS, rows: 1 }, ranges: [] });
    expect(lines[0]).toBe('In: nothing; not one sample in 1 row.');
    expect(lines[4]).toBe('Do: check that this is the right file.');
  });

  it.each([
    ['AWAITING_UPLOAD', 'In: nothing yet; the file was announced and has not come.'],
    ['RECEIVED', 'In: nothing yet; the file is here.'],
    ['INGESTING', 'In: nothing yet; the file is being read.'],
    ['EXPIRED', 'In: nothing; the file did not come before its link ended.'],
  ] as const)('say of one that is %s that nothing is known yet', (state, first) => {
    const lines = verdict({ state, ranges: [], counts: NO_COUNTS });
    expect(lines.slice(0, 4)).toEqual([
      first,
      'Missing: not known before the file is in.',
      'Ask again for: nothing yet.',
      'Worse: not known before the file is in.',
    ]);
  });

  it('begin with the reason where it was refused or failed, and say whose turn it is', () => {
    const error = { code: 'downlink.size-mismatch', message: 'the file has 7 bytes, declared were 8' };
    expect(verdict({ state: 'REFUSED', error })).toEqual([
      'In: nothing; the file was refused: the file has 7 bytes, declared were 8.',
      'Missing: everything in this file; the uploaded bytes are kept.',
      'Ask again for: nothing until the reason above is mended.',
      'Worse: nothing; a refused file changes no answer.',
      'Do: mend what the first line names, then upload the file again.',
    ]);
    const failed = verdict({ state: 'FAILED', error });
    expect(failed[0]).toBe(
      'In: nothing; Howship failed to read the file: the file has 7 bytes, declared were 8.',
    );
    expect(failed[4]).toBe('Do: tell whoever runs Howship; a redrive takes the file in.');
  });
});

describe('any verdict', () => {
  it('has five lines, one question each, whatever is known', () => {
    const anyReceipt = fc.record({
      state: fc.constantFrom(...DOWNLINK_STATES),
      ranges: fc.constantFrom([], RECEIPT.ranges),
      duplicateOf: fc.constantFrom(null, 'd0'),
      unmappedColumns: fc.constantFrom<string[]>([], ['Fan']),
      error: fc.constantFrom(null, { code: 'x.y', message: 'it is so' }),
    });
    const anyFacts = fc.record({
      missing: fc.constantFrom([], [gap(7)]),
      anomalies: fc.constantFrom([], [anomaly({})]),
      pending: fc.constantFrom(0, 3),
    });
    fc.assert(
      fc.property(anyReceipt, anyFacts, (receipt, facts) => {
        const lines = verdict(receipt, facts);
        expect(lines.map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
          'In',
          'Missing',
          'Ask again for',
          'Worse',
          'Do',
        ]);
        for (const line of lines) expect(line).toMatch(/^[^\n]*[^.: ]\.$/);
        expect(lines.join()).not.toMatch(/undefined|NaN|Infinity|null/);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
