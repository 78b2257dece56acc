/** What happens to one alarm, hour by hour, as words: for tests of its states. */
import type { AlarmAction, Seen } from '../../shared/domain/alarm/action.ts';
import type { Episode } from '../../shared/domain/alarm/episode.ts';
import { type AlarmHistory, alarmHistory } from '../../shared/domain/alarm/history.ts';
import { MICROS_PER_SECOND } from '../../shared/domain/time.ts';

export const HOUR = 3600 * MICROS_PER_SECOND;
/** An instant of the script's day. */
export const hour = (hours: number): number => Date.parse('2026-03-01T00:00:00Z') * 1000 + hours * HOUR;

export const episode = (from: number, returned: number | null, more: Partial<Episode> = {}): Episode => ({
  anomaly: `LIMIT:FU1:temperature:HIGH:${from}`,
  ...{ from: hour(from), returned: returned === null ? null : hour(returned) },
  knownTo: hour(returned ?? from),
  ...{ severity: 'WARNING', worstFrom: hour(from), lastBeyond: null },
  ...more,
});

const seenIn = (from: number, to: number, more: Partial<Seen> = {}): Seen => ({
  ...{ from: hour(from), to: hour(to), severity: 'WARNING', returned: false },
  ...more,
});

type Doing = { action: 'ACKNOWLEDGE' | 'UNACKNOWLEDGE' | 'UNSHELVE' | 'RESET' } | Shelving | Assigning;
type Shelving = { action: 'SHELVE'; until: number };
type Assigning = { action: 'ASSIGN'; owner: string };

export const action = (
  at: number,
  doing: Doing,
  [from, to]: readonly [number, number],
  more: Partial<Seen> = {},
): AlarmAction => ({
  ...doing,
  ...{ alarm: 'LIMIT:FU1:temperature:HIGH', number: 1, at: hour(at), by: 'nora', comment: null },
  seen: seenIn(from, to, more),
});

const PLAIN = {
  ack: 'ACKNOWLEDGE',
  unack: 'UNACKNOWLEDGE',
  unshelve: 'UNSHELVE',
  reset: 'RESET',
} as const;

/**
 * One word an hour: `trigger`, `worsen`, `return`, `latch` are what data say, `time` is the end of the shelf, the others
 * what an operator does who knows all of before. It is asked an hour after the last word.
 */
export function played(script: string): AlarmHistory {
  const words = script.split(' ');
  const episodes: Episode[] = [];
  const actions: AlarmAction[] = [];
  const change = (more: Partial<Episode>) => {
    const newest = episodes.pop();
    if (newest !== undefined) episodes.push({ ...newest, ...more });
  };
  words.forEach((word, at) => {
    const newest = episodes.at(-1);
    const returned = newest?.returned ?? null;
    const seen: Seen = {
      ...{ from: newest?.from ?? hour(at), to: returned ?? hour(at) },
      ...{ severity: newest?.severity ?? 'WARNING', returned: returned !== null },
    };
    const by = {
      alarm: 'LIMIT:FU1:temperature:HIGH',
      number: 1,
      at: hour(at),
      by: 'nora',
      comment: null,
      seen,
    };
    if (word === 'trigger') episodes.push(episode(at, null));
    else if (word === 'worsen') change({ severity: 'CRITICAL', worstFrom: hour(at) });
    else if (word === 'return') change({ returned: hour(at) });
    else if (word === 'latch') change({ returned: hour(at), lastBeyond: hour(at) });
    else if (word === 'shelve') {
      const end = words.indexOf('time', at);
      actions.push({ ...by, action: 'SHELVE', until: hour(end === -1 ? 1000 : end) });
    } else if (word in PLAIN) actions.push({ ...by, action: PLAIN[word as keyof typeof PLAIN] });
    else if (word !== 'time') throw new Error(`no word ${word}`);
  });
  return alarmHistory(episodes, actions, hour(words.length));
}
