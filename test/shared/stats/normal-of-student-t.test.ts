import { describe, expect, it } from 'vitest';
import { normalOfStudentT } from '../../../shared/stats/normal-of-student-t.ts';

describe('normalOfStudentT', () => {
  // Quantiles of both distributions at the same tail: scipy.stats.
  it.each([
    [4, 0.9409645772351811, 0.8416212335729142],
    [4, 2.7764451051977943, 1.9599639845400545],
    [4, 7.1731822197823085, 3.090232306167813],
    [4, 17.688897077641176, 4.012810811118254],
  ])('of %d degrees of freedom and t %d is %d to 0.07', (degrees, t, normal) => {
    expect(Math.abs(normalOfStudentT(t, degrees) - normal)).toBeLessThan(0.07);
    expect(normalOfStudentT(-t, degrees)).toBe(-normalOfStudentT(t, degrees));
  });

  it.each([
    [0.8599644397323866, 0.8416212335729142],
    [2.0859634472658652, 1.9599639845400545],
    [3.5518083432033323, 3.090232306167813],
    [5.059162976169281, 4.012810811118254],
  ])('of 20 degrees of freedom and t %d is %d to 0.003', (t, normal) => {
    expect(Math.abs(normalOfStudentT(t, 20) - normal)).toBeLessThan(0.003);
  });

  it('is t itself where the variance is known', () => {
    expect(normalOfStudentT(2.5, Number.POSITIVE_INFINITY)).toBe(2.5);
    expect(normalOfStudentT(0, 4)).toBe(0);
  });
});
