import { describe, expect, it } from 'vitest';
import { STANDARD_G } from '../../../../shared/domain/g-level/acceleration.ts';
import { residualOf } from '../../../../shared/domain/platform/rotation.ts';
import { factsOf } from './facts-of.ts';

const residual = (id: string, declared: object) => residualOf(factsOf(id, { declared }))?.g ?? null;

describe('what is left off the centre', () => {
  it('of a vessel is between 0.0028 and 0.0447 g at its wall over the reported sizes and speeds', () => {
    expect(residual('rwv', { rpm: 10, vesselDiameterMm: 50 })).toBeCloseTo(0.0028, 4);
    expect(residual('rwv', { rpm: 20, vesselDiameterMm: 200 })).toBeCloseTo(0.0447, 4);
  });

  it('of two axes is the most that a point of a body has that is turned so', () => {
    const [rpm, radiusMm] = [10, 30];
    const most = residual('rpm', { rpm, radiusMm })!;
    let found = 0;
    for (let i = 0; i < 400; i++) found = Math.max(found, mostAt(rpm, radiusMm / 1000, i));
    expect(found / STANDARD_G).toBeLessThanOrEqual(most * 1.0001);
    expect(found / STANDARD_G).toBeGreaterThan(most * 0.98);
  });

  it('is not known without turns or distance, and nothing at the centre', () => {
    expect(residual('rpm', { rpm: 10 })).toBeNull();
    expect(residual('rpm', { radiusMm: 10 })).toBeNull();
    expect(residual('rpm', { rpm: 10, radiusMm: 0 })).toBe(0);
  });
});

/** m/s² of a point of the inner frame, by differences of where it is: outer frame about z, inner one about the x that it carries. */
function mostAt(rpm: number, radius: number, place: number): number {
  const omega = (2 * Math.PI * rpm) / 60;
  const [up, round] = [Math.acos(1 - (2 * (place + 0.5)) / 400), place * 2.399963];
  const point = [Math.sin(up) * Math.cos(round), Math.sin(up) * Math.sin(round), Math.cos(up)] as const;
  const at = (seconds: number) => {
    const angle = omega * seconds;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const [x, y, z] = point.map((one) => one * radius) as [number, number, number];
    const inner = [x, c * y - s * z, s * y + c * z] as const;
    return [c * inner[0] - s * inner[1], s * inner[0] + c * inner[1], inner[2]] as const;
  };
  const step = 1e-3;
  let most = 0;
  for (let k = 0; k < 60; k++) {
    const t = (k * 60) / rpm / 60;
    const [before, now, after] = [at(t - step), at(t), at(t + step)];
    const second = now.map((one, i) => (before[i]! - 2 * one + after[i]!) / step ** 2);
    most = Math.max(most, Math.hypot(...second));
  }
  return most;
}
