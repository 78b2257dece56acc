import { describe, expect, it } from 'vitest';
import { bucketNamed } from '../../../../shared/domain/bucket/bucket.ts';
import { damagedDeltas, deltaKind, isDamaged, spanOf } from '../../../../shared/domain/twins/delta-record.ts';

const BEFORE = {
  ...{ pair: 'P1', bucket: '2026-03-01', key: 'deltas/old.parquet', basis: 'b', shiftMicros: 5 },
};
const bucket = bucketNamed('2026-03-01', 1);

describe('the record of a delta page', () => {
  it('of before there were parts is read as one of the whole bucket', () => {
    const record = deltaKind.schema.parse({ ...BEFORE, size: { bytes: 9, footer: 4 } });
    expect(record).toEqual({
      ...{ pair: 'P1', bucket: '2026-03-01', shiftMicros: 5 },
      parts: [
        {
          ...{ key: 'deltas/old.parquet', version: null, digest: 'deltas/old.parquet', span: null },
          ...{ basis: 'b', size: { bytes: 9, footer: 4 } },
        },
      ],
    });
    expect(spanOf(record.parts[0]!, bucket)).toBe(bucket);
    expect(deltaKind.schema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(deltaKind.schema.parse({ ...BEFORE, version: 'v1', digest: 'd' }).parts[0]).toMatchObject({
      ...{ version: 'v1', digest: 'd', size: null },
    });
  });

  it('says which parts nobody reads', () => {
    const record = deltaKind.schema.parse(BEFORE);
    expect(record.parts.some(isDamaged)).toBe(false);
    expect(damagedDeltas(record).parts.every(isDamaged)).toBe(true);
  });
});
