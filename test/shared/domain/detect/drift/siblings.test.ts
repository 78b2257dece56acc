import { describe, expect, it } from 'vitest';
import { isExplained, isOvershadowed } from '../../../../../shared/domain/detect/drift/siblings.ts';
import {
  type DriftState,
  type OpenDrift,
  startDrift,
} from '../../../../../shared/domain/detect/drift/state.ts';

const drift = (sign: 1 | -1, worst: number, strength: number, reach = 0): OpenDrift => ({
  ...{ sign, worst, strength, reach, isGrowing: true },
  ...{ onset: 1, raised: 2, peak: worst, peakAt: 2, crossing: null, paged: null, back: 0 },
});

describe('isExplained', () => {
  it('holds of a unit that seems to go the other way by less than its sibling', () => {
    expect(isExplained(drift(-1, 0.1, 30), [drift(1, 0.2, 60), null])).toBe(true);
    expect(isExplained(drift(1, 0.2, 60), [drift(-1, 0.1, 30), drift(-1, 0.1, 30)])).toBe(false);
  });

  it('goes by the charts until both have a median', () => {
    expect(isExplained(drift(-1, 0, 30), [drift(1, 0.2, 40)])).toBe(true);
    expect(isExplained(drift(-1, 0, 50), [drift(1, 0.2, 40)])).toBe(false);
  });

  it('goes by how far they were away where charts count no more', () => {
    expect(isExplained(drift(1, 0.02, 50, 18), [drift(-1, 0.01, 40, 36)])).toBe(true);
    expect(isExplained(drift(-1, 0.01, 40, 36), [drift(1, 0.02, 50, 18)])).toBe(false);
  });

  it('does not hold of units that go the same way, nor of one alone', () => {
    expect(isExplained(drift(1, 0.1, 30), [drift(1, 0.2, 60)])).toBe(false);
    expect(isExplained(drift(1, 0.1, 30), [null, null])).toBe(false);
  });
});

describe('isOvershadowed', () => {
  /** So far from the mean that was believed, by the blocks of the last hours. */
  const reading = (residual: number, open: OpenDrift | null): DriftState => ({
    ...startDrift(),
    open,
    medians: { number: 1, recent: Array.from({ length: 20 }, () => residual), past: [] },
  });
  const own = reading(-0.1, drift(-1, 0, 30));

  it('holds where a sibling that is not seen to drift yet has gone the other way and further', () => {
    expect(isOvershadowed(own, [reading(0.2, null), reading(-0.1, null)])).toBe(true);
  });

  it('does not hold where siblings went less far, the same way, or are seen to drift', () => {
    expect(isOvershadowed(own, [reading(0.05, null), reading(0.05, null)])).toBe(false);
    expect(isOvershadowed(own, [reading(-0.2, null)])).toBe(false);
    expect(isOvershadowed(own, [reading(0.2, drift(1, 0, 30))])).toBe(false);
    expect(isOvershadowed(reading(0.1, null), [reading(-0.2, null)])).toBe(false);
  });
});
