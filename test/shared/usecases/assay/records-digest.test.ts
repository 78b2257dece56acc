import { describe, expect, it } from 'vitest';
import type { Well } from '../../../../shared/domain/assay/tables.ts';
import { recordsDigest, type TableInForce } from '../../../../shared/usecases/assay/records-digest.ts';
import { well } from '../../../support/plates.ts';

const inForce = (wells: readonly Well[], descriptions?: ReadonlyMap<string, string>): TableInForce => ({
  ...{ role: 'values', digest: '' },
  table: { table: 'wells', wells, ...(descriptions && { descriptions }) },
});

describe('recordsDigest', () => {
  const [one, other] = [well('F1', 'CTSK', 24.3), well('F1', 'CTSK', 24.1)];

  it('is of wells, whatever files brought them, in whatever order, and how often they were sent', () => {
    const whole = recordsDigest([inForce([one, other])]);
    expect(recordsDigest([inForce([other]), inForce([one])])).toBe(whole);
    expect(recordsDigest([inForce([one, other]), inForce([other, one])])).toBe(whole);
    expect(recordsDigest([inForce([one])])).not.toBe(whole);
    expect(recordsDigest([])).toBeNull();
  });

  it('tells replicates that have the same cycle from one well', () => {
    expect(recordsDigest([inForce([one, one])])).not.toBe(recordsDigest([inForce([one])]));
    expect(recordsDigest([inForce([one, one]), inForce([one])])).toBe(recordsDigest([inForce([one, one])]));
  });

  it('is another where a file describes its samples otherwise', () => {
    const described = (text: string) => recordsDigest([inForce([one], new Map([['F1', text]]))]);
    expect(described('FU1')).toBe(described('FU1'));
    expect(described('FU1')).not.toBe(described('FU2'));
  });
});
