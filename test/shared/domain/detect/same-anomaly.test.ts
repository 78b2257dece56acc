import { expect, it } from 'vitest';
import { isSameAnomaly } from '../../../../shared/domain/detect/same-anomaly.ts';
import { silenceDetector } from '../../../../shared/domain/detect/silence/detector.ts';

const HOUR = 3600e6;

/** With a contact that begins at that hour; the newest sample is of hour 1. */
function silence(unit: string, hour: number, newest: number | null = HOUR) {
  const contact = { aos: hour * HOUR, los: hour * HOUR, station: null, id: null };
  const plan = { contacts: [{ ...contact, aos: HOUR }, contact], latency: 0 };
  return silenceDetector.findAt({ plan, maxSilence: 0 }, { unit, newest }, 99 * HOUR)[0]!;
}

it('a silence under another deadline is the same while nothing newer came', () => {
  expect(silence('FU1', 5).id).not.toBe(silence('FU1', 6).id);
  expect(isSameAnomaly(silence('FU1', 5), silence('FU1', 6))).toBe(true);
  expect(isSameAnomaly(silence('FU1', 5), silence('FU1', 5))).toBe(true);
});

it('a silence of another unit or after newer data is another', () => {
  expect(isSameAnomaly(silence('FU1', 5), silence('FU2', 5))).toBe(false);
  expect(isSameAnomaly(silence('FU1', 5), silence('FU1', 6, HOUR - 1))).toBe(false);
});
