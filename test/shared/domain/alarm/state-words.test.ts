import { describe, expect, it } from 'vitest';
import { withoutCurrentText } from '../../../../shared/domain/alarm/state-words.ts';

const moved = (...transitions: readonly string[]) => transitions.map((transition) => ({ transition }));

describe('an alarm of which nothing holds at the newest sample', () => {
  it.each(['NORMAL', 'RTN_UNACK', 'LATCH_UNACK', 'LATCH_ACK'] as const)('in state %s is over', (state) => {
    expect(withoutCurrentText(state, [])).toBe('over');
  });

  it.each(['UNACK_ALARM', 'ACK_ALARM'] as const)('in state %s is not over: nobody knows', (state) => {
    expect(withoutCurrentText(state, moved('RETURNED', 'TRIGGERED'))).toBe('not known');
  });

  it('on a shelf is over where the data returned it last', () => {
    expect(withoutCurrentText('SHELVED', moved('TRIGGERED', 'SHELVED', 'RETURNED'))).toBe('over');
    expect(withoutCurrentText('SHELVED', moved('TRIGGERED', 'LATCHED', 'SHELVED'))).toBe('over');
    expect(withoutCurrentText('SHELVED', moved('RETURNED', 'TRIGGERED', 'SHELVED'))).toBe('not known');
    expect(withoutCurrentText('SHELVED', [])).toBe('not known');
  });
});
