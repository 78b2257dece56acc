import { describe, expect, it } from 'vitest';
import { CallFailure } from '../../../../../functions/web/stack/api.ts';
import { failedText, lastDone, saidOf } from '../../../../../functions/web/views/alarms/said.ts';
import type { AlarmOnWire } from '../../../../../shared/contract/alarms.ts';
import { someAlarm } from '../../../../support/some-alarm.ts';

const acknowledged: AlarmOnWire['history'][number] = {
  at: '2026-03-01T05:10:00Z',
  transition: 'ACKNOWLEDGED',
  state: 'ACK_ALARM',
  by: 'nora',
};
const alarm = someAlarm({ state: 'ACK_ALARM', history: [acknowledged] });
const told = (iso: string) => iso.slice(11, 16);

describe('what is said after an action', () => {
  it('is what was done, and how to take it back', () => {
    expect(saidOf('acknowledge', { ...alarm, changed: true }, told)).toEqual({
      alarm: alarm.id,
      isFailure: false,
      undo: 'unacknowledge',
      text: 'LIMIT FU1 temperature HIGH: acknowledged. It is now: acknowledged.',
    });
  });

  it('is who was first where nothing was left to do, and nothing to take back', () => {
    expect(saidOf('acknowledge', { ...alarm, changed: false }, told)).toMatchObject({
      undo: null,
      text: 'LIMIT FU1 temperature HIGH: nothing was changed, nora was first (acknowledged, 05:10). It is now: acknowledged.',
    });
    expect(saidOf('unshelve', { ...someAlarm(), changed: false }, told).text).toContain(
      'nothing was changed, it already stood so',
    );
  });

  it('is first that nothing was done, where it failed', () => {
    const refused = new CallFailure('auth.right', 'The token may only read.', 403);
    expect(failedText(alarm, 'shelve', refused)).toMatchObject({
      isFailure: true,
      text: 'LIMIT FU1 temperature HIGH: not shelved. The token may only read.',
    });
    // Its answer may have been lost on the way back.
    const silent = new CallFailure('stack.silent', 'The stack does not answer.');
    expect(failedText(alarm, 'shelve', silent).text).toBe(
      'LIMIT FU1 temperature HIGH: No answer says whether it was done: look before you try again. The stack does not answer.',
    );
  });

  it('does not call first who did what moves nothing any more', () => {
    expect(lastDone([{ ...acknowledged, void: 'WORSE' }])).toBeNull();
    expect(lastDone([acknowledged, { ...acknowledged, transition: 'WORSENED', by: undefined }])).toBe(
      acknowledged,
    );
  });
});
