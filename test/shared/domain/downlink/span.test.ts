import { describe, expect, it } from 'vitest';
import { spanOf } from '../../../../shared/domain/downlink/span.ts';

describe('the span of ranges', () => {
  it('is from the first sample to the last, of as many as there are', () => {
    const ranges = Array.from({ length: 300_000 }, (_, i) => ({ from: 500_000 - i, to: 500_000 + i }));
    expect(spanOf(ranges)).toEqual({ from: 200_001, to: 799_999 });
  });
});
