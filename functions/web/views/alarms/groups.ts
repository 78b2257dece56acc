/** Which alarms stand together: what is active now first, then what waits for an answer, what is hidden, what is over. */
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';

type State = AlarmOnWire['state'];

export interface Group {
  readonly id: 'ACTIVE' | 'WAITING' | 'SHELVED' | 'OVER';
  readonly title: string;
  readonly alarms: readonly AlarmOnWire[];
}

const GROUPS: readonly { id: Group['id']; title: string; states: readonly State[] }[] = [
  { id: 'ACTIVE', title: 'Active now', states: ['UNACK_ALARM', 'ACK_ALARM'] },
  {
    id: 'WAITING',
    title: 'Returned or latched, and waiting for you',
    states: ['LATCH_UNACK', 'RTN_UNACK', 'LATCH_ACK'],
  },
  { id: 'SHELVED', title: 'Shelved', states: ['SHELVED'] },
  { id: 'OVER', title: 'Over', states: ['NORMAL'] },
];

/** In each group as the API orders them: those first that nobody has acknowledged, the worst before the others. */
export function groupsOf(alarms: readonly AlarmOnWire[]): Group[] {
  return GROUPS.map(({ id, title, states }) => ({
    ...{ id, title },
    alarms: alarms.filter(({ state }) => states.includes(state)),
  }));
}

const WAITING: readonly State[] = ['UNACK_ALARM', 'RTN_UNACK', 'LATCH_UNACK'];

/** Whether somebody has to acknowledge it. */
export const waits = ({ state }: Pick<AlarmOnWire, 'state'>): boolean => WAITING.includes(state);

/** Kind, where, of what: `LIMIT FU1 temperature HIGH`. */
export const nameOf = ({ id }: Pick<AlarmOnWire, 'id'>): string => id.replaceAll(':', ' ');

/** What people look for an alarm by. */
export const wordsOf = (alarm: AlarmOnWire): string =>
  [nameOf(alarm), alarm.severity, alarm.owner ?? '', alarm.channels.join(' ')].join(' ');
