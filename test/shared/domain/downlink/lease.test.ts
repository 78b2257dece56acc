import { describe, expect, it } from 'vitest';
import { isHeld, isHeldByAnother, isOwn, leaseOf } from '../../../../shared/domain/downlink/lease.ts';
import { receiptSchema } from '../../../../shared/domain/downlink/receipt.ts';
import { INGEST_SECONDS, LEASE_SECONDS } from '../../../../shared/domain/downlink/run-time.ts';
import { MICROS_PER_SECOND } from '../../../../shared/domain/time.ts';

const run = { name: 'm1', since: 1_000_000 };
const lease = leaseOf(run);

describe('a lease', () => {
  it('outlives every run that may hold it', () => {
    expect(lease).toEqual({ run: 'm1', since: 1_000_000, until: 931_000_000 });
    expect(LEASE_SECONDS).toBeGreaterThan(INGEST_SECONDS);
  });

  it('holds up to its end, and not at it', () => {
    expect(isHeld(lease, lease.until - 1)).toBe(true);
    expect(isHeld(lease, lease.until)).toBe(false);
    expect(isHeld(null, 0)).toBe(false);
  });

  it('keeps out the runs of other messages, not those of its own', () => {
    const now = run.since + MICROS_PER_SECOND;
    expect(isHeldByAnother(lease, { name: 'm2', since: now }, now)).toBe(true);
    expect(isHeldByAnother(lease, { name: 'm1', since: now }, now)).toBe(false);
    expect(isHeldByAnother(lease, { name: 'm2', since: now }, lease.until)).toBe(false);
  });

  it('is the own one of the run that wrote it alone', () => {
    expect(isOwn(lease, run)).toBe(true);
    expect(isOwn(lease, { ...run, since: run.since + 1 })).toBe(false);
    expect(isOwn(null, run)).toBe(false);
  });
});

it('a receipt of an older version has no lease and no tries', () => {
  const { lease: ofNone, tries } = receiptSchema.shape;
  expect([ofNone.parse(undefined), tries.parse(undefined)]).toEqual([null, 0]);
});
