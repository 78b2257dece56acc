import { describe, expect, it } from 'vitest';
import { withoutCurrentText } from '../../../../shared/domain/alarm/state-words.ts';

const moved = (...transitions: readonly string[]) => transitions.map((transition) => ({ transition }));

describe('an alarm of which nothing holds at the newest sample', () => {
  it.each(['NORMAL', 'RTN_UNACK', 'LATCH_UNACK', 'LATCH_ACK'] as const)('in state %s is over', (state) => {
    expect(withoutCurrentText({ state, history: [] })).toBe('over');
  });

  it.each(['LIMITS', 'PHASE'] as const)('is not over where it lasted when its %s ended', (judgedUntil) => {
    expect(withoutCurrentText({ state: 'RTN_UNACK', history: [], judgedUntil })).toBe(
      `lasted until its ${judgedUntil.toLowerCase()} ended`,
    );
  });

  it.each(['UNACK_ALARM', 'ACK_ALARM'] as const)('in state %s is not over: nobody knows', (state) => {
    expect(withoutCurrentText({ state, history: moved('RETURNED', 'TRIGGERED') })).toBe(null);
  });

  it('on a shelf is over where the data returned it last', () => {
    const shelved = (...transitions: readonly string[]) =>
      withoutCurrentText({ state: 'SHELVED', history: moved(...transitions) });
    expect(shelved('TRIGGERED', 'SHELVED', 'RETURNED')).toBe('over');
    expect(shelved('TRIGGERED', 'LATCHED', 'SHELVED')).toBe('over');
    expect(shelved('RETURNED', 'TRIGGERED', 'SHELVED')).toBe(null);
    expect(shelved()).toBe(null);
  });
});
