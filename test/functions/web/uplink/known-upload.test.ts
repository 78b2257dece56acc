import { describe, expect, it } from 'vitest';
import { knownUpload } from '../../../../functions/web/uplink/known-upload.ts';
import type { ReceiptOnWire } from '../../../../shared/contract/downlinks.ts';

const BYTES = { fileName: 'fu1.csv', bytes: 9_000_000, sha256: 'a'.repeat(64) };
const FILE = { ...BYTES, source: null };

const receipt = (
  id: string,
  state: ReceiptOnWire['state'],
  more: Partial<ReceiptOnWire> = {},
): ReceiptOnWire => ({
  ...BYTES,
  ...{ id, state, createdAt: '2026-03-01T00:00:00Z', byReason: {}, ranges: [] },
  ...{ unmappedColumns: [], warnings: [], verdict: [] },
  counts: {
    ...{
      lines: null,
      rows: 0,
      samples: 0,
      records: 0,
      accepted: 0,
      duplicates: 0,
      conflicts: 0,
      rejected: 0,
    },
    ...{ invalid: 0, bad: 0 },
  },
  ...more,
});

describe('a file that somebody drops', () => {
  it.each([
    ['AWAITING_UPLOAD', { kind: 'BEGUN', id: 'd1', isExpired: false }],
    ['EXPIRED', { kind: 'BEGUN', id: 'd1', isExpired: true }],
    ['RECEIVED', { kind: 'HERE', id: 'd1' }],
    ['INGESTING', { kind: 'HERE', id: 'd1' }],
    ['INGESTED', { kind: 'HERE', id: 'd1' }],
    ['INGESTED_WITH_REJECTS', { kind: 'HERE', id: 'd1' }],
    ['REFUSED', null],
    ['FAILED', null],
    ['WITHDRAWN', null],
  ] as const)('of which there is a receipt %s is known as %j', (state, known) => {
    expect(knownUpload([receipt('d1', state)], FILE)).toEqual(known);
  });

  it('is here where one of its receipts says so, though a newer upload was begun', () => {
    const receipts = [receipt('d2', 'AWAITING_UPLOAD'), receipt('d1', 'INGESTED')];
    expect(knownUpload(receipts, FILE)).toEqual({ kind: 'HERE', id: 'd1' });
  });

  it.each([
    ['bytes', { sha256: 'b'.repeat(64) }],
    ['length', { bytes: 8 }],
    ['name, which says what reads it', { fileName: 'gu1.csv' }],
    ['source, which somebody named', { declaredSource: 'dump' }],
  ])('is another where it has another %s', (_, other) => {
    expect(knownUpload([receipt('d1', 'INGESTED', other)], FILE)).toBeNull();
  });

  it('is known by the source that was named for it, and by no other', () => {
    const receipts = [receipt('d1', 'INGESTED', { declaredSource: 'dump' })];
    expect(knownUpload(receipts, { ...FILE, source: 'dump' })).toEqual({ kind: 'HERE', id: 'd1' });
    expect(knownUpload(receipts, { ...FILE, source: 'logger' })).toBeNull();
  });
});
