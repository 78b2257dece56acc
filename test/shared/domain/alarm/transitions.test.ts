import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALARM_TRANSITIONS } from '../../../../shared/domain/alarm/state.ts';
import { type Place, placeOf, ROWS, targetOf } from '../../../../shared/domain/alarm/transitions.ts';
import { played } from '../../../support/alarm-scripts.ts';

/** For each row by its name: a script that ends with it, and where the alarm stands then. */
const SCRIPTS: Readonly<Record<string, readonly [script: string, then: Place]>> = {
  'a condition that begins is an unacknowledged alarm': ['trigger', 'UNACK_ALARM'],
  'an acknowledgement can be taken back after the condition returned': [
    'trigger ack return unack',
    'RTN_UNACK',
  ],
  'a normal alarm can be shelved before what is expected': ['trigger ack return shelve', 'SHELVED NORMAL'],
  'a condition that begins again before it returned stays one alarm': ['trigger trigger', 'UNACK_ALARM'],
  'an unacknowledged alarm that worsens stays unacknowledged': ['trigger worsen', 'UNACK_ALARM'],
  'a condition that returns does not acknowledge itself': ['trigger return', 'RTN_UNACK'],
  'a latching condition that returns stays in sight, unacknowledged': ['trigger latch', 'LATCH_UNACK'],
  'an alarm that lasts can be acknowledged': ['trigger ack', 'ACK_ALARM'],
  'an unacknowledged alarm can be shelved': ['trigger shelve', 'SHELVED ALARM'],
  'an acknowledgement is void when the condition begins again': ['trigger ack trigger', 'UNACK_ALARM'],
  'an acknowledgement is void when the alarm worsens': ['trigger ack worsen', 'UNACK_ALARM'],
  'an acknowledged condition that returns is over': ['trigger ack return', 'NORMAL'],
  'a latching condition that returns waits for its reset': ['trigger ack latch', 'LATCH_ACK'],
  'an acknowledgement can be taken back': ['trigger ack unack', 'UNACK_ALARM'],
  'an acknowledged alarm can be shelved': ['trigger ack shelve', 'SHELVED ALARM'],
  'a condition that returned and begins again is an alarm again': ['trigger return trigger', 'UNACK_ALARM'],
  'acknowledging what has returned ends it': ['trigger return ack', 'NORMAL'],
  'what has returned unacknowledged can be shelved': ['trigger return shelve', 'SHELVED RETURNED'],
  'a latched condition that begins again is an alarm again': ['trigger latch trigger', 'UNACK_ALARM'],
  'acknowledging a latched alarm does not reset it': ['trigger latch ack', 'LATCH_ACK'],
  'a reset does not acknowledge': ['trigger latch reset', 'RTN_UNACK'],
  'a latched unacknowledged alarm can be shelved': ['trigger latch shelve', 'SHELVED LATCHED'],
  'a latched acknowledgement is void when the condition begins again': [
    'trigger latch ack trigger',
    'UNACK_ALARM',
  ],
  'the acknowledgement of a latched alarm can be taken back': ['trigger latch ack unack', 'LATCH_UNACK'],
  'the reset of an acknowledged latched alarm ends it': ['trigger latch ack reset', 'NORMAL'],
  'a latched acknowledged alarm can be shelved': ['trigger latch ack shelve', 'SHELVED LATCHED'],
  'a condition that begins on a shelf stays on it': ['trigger ack return shelve trigger', 'SHELVED ALARM'],
  'the shelf of a normal alarm can be given another end': [
    'trigger ack return shelve shelve',
    'SHELVED NORMAL',
  ],
  'un-shelved by hand with nothing on the shelf is normal': ['trigger ack return shelve unshelve', 'NORMAL'],
  'un-shelved by time with nothing on the shelf is normal': ['trigger ack return shelve time', 'NORMAL'],
  'a repeated alarm never renews a shelf': ['trigger shelve trigger', 'SHELVED ALARM'],
  'a shelf ends when the alarm is worse than what was shelved': ['trigger shelve worsen', 'UNACK_ALARM'],
  'a condition that returns on a shelf stays on it': ['trigger shelve return', 'SHELVED RETURNED'],
  'a latching condition that returns on a shelf latches there': ['trigger shelve latch', 'SHELVED LATCHED'],
  'a shelf can be given another end by hand': ['trigger shelve shelve', 'SHELVED ALARM'],
  'un-shelved by hand is acknowledged': ['trigger shelve unshelve', 'ACK_ALARM'],
  'un-shelved by time is unacknowledged': ['trigger ack shelve time', 'UNACK_ALARM'],
  'a condition that begins again on a shelf stays on it': ['trigger return shelve trigger', 'SHELVED ALARM'],
  'the shelf of what returned can be given another end': ['trigger return shelve shelve', 'SHELVED RETURNED'],
  'un-shelved by hand after the condition returned is over': ['trigger shelve return unshelve', 'NORMAL'],
  'un-shelved by time after the condition returned is unacknowledged': [
    'trigger ack shelve return time',
    'RTN_UNACK',
  ],
  'a latched condition that begins again on a shelf stays on it': [
    'trigger latch shelve trigger',
    'SHELVED ALARM',
  ],
  'the shelf of a latched alarm can be given another end': ['trigger latch shelve shelve', 'SHELVED LATCHED'],
  'un-shelved by hand while latched is acknowledged, not reset': [
    'trigger shelve latch unshelve',
    'LATCH_ACK',
  ],
  'un-shelved by time while latched is unacknowledged': ['trigger ack latch shelve time', 'LATCH_UNACK'],
};

describe('the table of alarm states', () => {
  it.each(ROWS)('$name', ({ name, from, on, to }) => {
    const [script = '', then] = SCRIPTS[name] ?? [];
    const before = played(script.split(' ').slice(0, -1).join(' ') || 'trigger ack return');
    expect(placeOf(before.state)).toBe(from);
    const after = played(script);
    expect(placeOf(after.state)).toBe(then);
    expect(after.entries.at(-1)).toMatchObject({ transition: on, state: after.state.state });
    expect(after.entries.at(-1)).not.toHaveProperty('void');
    expect(to).toBe(then);
  });

  it('says each thing once', () => {
    expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
    expect(new Set(ROWS.map(({ from, on }) => `${from} ${on}`)).size).toBe(ROWS.length);
    expect(Object.keys(SCRIPTS)).toHaveLength(ROWS.length);
  });

  it('leads from every place by whatever data may say there', () => {
    const places = new Set(ROWS.map(({ from }) => from));
    for (const place of places) {
      expect(targetOf(place, 'TRIGGERED')).not.toBeNull();
      const holds = ['UNACK_ALARM', 'ACK_ALARM', 'SHELVED ALARM'].includes(place);
      for (const on of ['WORSENED', 'RETURNED', 'LATCHED'] as const)
        expect(targetOf(place, on) !== null, `${place} ${on}`).toBe(holds);
    }
    expect(new Set(ROWS.map(({ on }) => on))).toEqual(new Set(ALARM_TRANSITIONS));
  });

  it('stands in docs/alarms.md as it is', () => {
    const document = readFileSync(new URL('../../../../docs/alarms.md', import.meta.url), 'utf8');
    const shown = (place: Place) => place.replace(/^SHELVED (\w+)$/, (_, beneath) => `SHELVED (${beneath})`);
    const rows = ROWS.map(({ from, on, to, name }) => `| ${shown(from)} | ${on} | ${shown(to)} | ${name} |`);
    const table = ['| from | transition | to | rule |', '| --- | --- | --- | --- |', ...rows].join('\n');
    expect(document).toContain(table);
  });
});
