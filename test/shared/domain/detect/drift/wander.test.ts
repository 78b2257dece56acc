import { describe, expect, it } from 'vitest';
import { learntNoise, STILL, wanderedBy } from '../../../../../shared/domain/detect/drift/wander.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';

const BELIEF = { a: 0, phi: 0.6, aa: 0, ap: 0, pp: 0.01, variance: 0.0016, degrees: 1000 };
const DAYS = 10;

/** Scores with a wave of so many deviations and two days beneath them. */
function wandered(wave: number, blocks = DAYS * 144) {
  const random = randomStream(7, 'scores');
  let wander = STILL;
  for (let id = 36_000; id < 36_000 + blocks; id++)
    wander = wanderedBy(wander, id, random.normal() + wave * Math.sin(id / 46));
  return wander;
}

describe('what a rehearsal says of a noise', () => {
  it('is φ and sd as learnt, with how certain they are', () => {
    const { phi, sd, phiSd, degrees } = learntNoise(BELIEF, wandered(0));
    expect(phi).toBe(0.6);
    expect(sd).toBeCloseTo(0.05, 12);
    expect(phiSd).toBeCloseTo(0.004, 12);
    expect(degrees).toBe(1000);
  });

  it('has a wider sd where noise is slow beneath faster noise', () => {
    const ratio = learntNoise(BELIEF, wandered(0.4)).sd / 0.05;
    // 36 scores of a wave of 0.4: 1 + 36 × 0.4² / 2, less what the wave turns within six hours.
    expect(ratio).toBeGreaterThan(1.5);
    expect(ratio).toBeLessThan(2);
  });

  it('is not widened by what two stretches show, nor by stretches with gaps', () => {
    expect(learntNoise(BELIEF, wandered(0.4, 80)).sd).toBeCloseTo(0.05, 12);
    let gappy = STILL;
    for (let id = 0; id < 3600; id += 2) gappy = wanderedBy(gappy, id, 3);
    expect(gappy).toMatchObject({ stretches: 0, squares: 0 });
  });
});
