import { describe, expect, it } from 'vitest';
import { type AdviceTold, adviceLines, respondText } from '../../../../shared/domain/notify/advice-text.ts';

const HOUR = 3_600_000_000;
const instant = (at: number) => `${at / HOUR}:00`;
const advice: AdviceTold = {
  consequence: 'cells die',
  action: 'power-cycle the heater',
  respondWithin: 7200,
  respondBy: 15 * HOUR,
  isWaiting: true,
};

describe('until when to respond', () => {
  it('is an instant, from when people were told, and how long it is over', () => {
    expect(respondText(advice, 14 * HOUR, instant)).toBe(
      'Respond by 15:00 (within 2 h of the first message).',
    );
    expect(respondText(advice, 22 * HOUR, instant)).toBe(
      'Respond by 15:00 (within 2 h of the first message): overdue by 7 h.',
    );
  });

  it('is not called overdue where somebody has it in hand', () => {
    expect(respondText({ ...advice, isWaiting: false }, 22 * HOUR, instant)).toBe(
      'Respond by 15:00 (within 2 h of the first message).',
    );
  });

  it('has no instant where nobody was told yet, and is not said where the limit does not', () => {
    expect(respondText({ ...advice, respondBy: undefined }, 22 * HOUR, instant)).toBe(
      'Respond within 2 h of the first message; none has been made yet.',
    );
    expect(respondText({ action: 'look', isWaiting: true }, 0, instant)).toBeNull();
  });
});

it('advice is the consequence, then what to do and until when', () => {
  expect(adviceLines(advice, 14 * HOUR, instant)).toEqual([
    'Consequence: cells die.',
    'Do: power-cycle the heater. Respond by 15:00 (within 2 h of the first message).',
  ]);
  expect(adviceLines({ action: 'Look!', isWaiting: true }, 0, instant)).toEqual(['Do: Look!']);
  expect(adviceLines({ isWaiting: true }, 0, instant)).toEqual([]);
});
