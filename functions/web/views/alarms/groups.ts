/** Which alarms stand together: what waits for somebody first, then what is in hand, what is hidden, what is over. */
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import { STATE_WORDS } from '../../../../shared/domain/alarm/state-words.ts';
import { SEVERITIES } from '../../../../shared/domain/anomaly/anomaly.ts';
import { countText } from '../../../../shared/domain/words/count.ts';
import { listText } from '../../../../shared/domain/words/list.ts';

type State = AlarmOnWire['state'];

export interface Group {
  readonly id: 'ACTIVE' | 'WAITING' | 'IN_HAND' | 'SHELVED' | 'OVER';
  readonly title: string;
  readonly alarms: readonly AlarmOnWire[];
}

const GROUPS: readonly { id: Group['id']; title: string; states: readonly State[] }[] = [
  { id: 'ACTIVE', title: 'Active, and waiting for you', states: ['UNACK_ALARM'] },
  {
    id: 'WAITING',
    title: 'Returned or latched, and waiting for you',
    states: ['LATCH_UNACK', 'RTN_UNACK', 'LATCH_ACK'],
  },
  { id: 'IN_HAND', title: 'Active, acknowledged', states: ['ACK_ALARM'] },
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

/** A card in the place where it was first drawn. */
export interface Held {
  /** As it stands now; as it was drawn, of what is not found any more. */
  readonly alarm: AlarmOnWire;
  readonly isGone: boolean;
}

export interface HeldGroup extends Pick<Group, 'id' | 'title'> {
  readonly held: readonly Held[];
  /** How many of them belong here as they stand now. */
  readonly count: number;
}

/** Every card where it was drawn, whatever became of its alarm meanwhile: nothing moves under a thumb. */
export function heldGroups(drawn: readonly AlarmOnWire[], now: readonly AlarmOnWire[]): HeldGroup[] {
  const byId = new Map(now.map((alarm) => [alarm.id, alarm]));
  const states = new Map(GROUPS.map((group) => [group.id, group.states]));
  return groupsOf(drawn).map(({ id, title, alarms }) => {
    const held = alarms.map((alarm) => ({ alarm: byId.get(alarm.id) ?? alarm, isGone: !byId.has(alarm.id) }));
    const isOwn = ({ alarm, isGone }: Held) => !isGone && (states.get(id) ?? []).includes(alarm.state);
    return { id, title, held, count: held.filter(isOwn).length };
  });
}

/** What a new order would show that the cards as they lie do not; null where they lie as they should. */
export function newsSince(drawn: readonly AlarmOnWire[], now: readonly AlarmOnWire[]): string | null {
  const known = new Set(drawn.map(({ id }) => id));
  const fresh = now.filter(({ id }) => !known.has(id));
  const [worst] = fresh.toSorted((a, b) => rank(b) - rank(a));
  if (worst !== undefined)
    return `${countText(fresh.length, 'new alarm')}: ${severityOf(worst)} ${headOf(worst)}${fresh.length > 1 ? ' …' : ''}`;
  const order = (alarms: readonly AlarmOnWire[]) =>
    groupsOf(alarms).flatMap(({ id, alarms: own }) => own.map((alarm) => `${id} ${alarm.id}`));
  const [before, after] = [order(drawn), order(now)];
  const isSame = before.length === after.length && before.every((one, i) => one === after[i]);
  return isSame ? null : 'Cards stay where they were.';
}

const severityOf = ({ current, severity }: AlarmOnWire) => current?.severity ?? severity;
const rank = (alarm: AlarmOnWire): number => SEVERITIES.indexOf(severityOf(alarm));

/** How many need somebody, and what became of the others: `3 wait for you, 2 acknowledged, 1 shelved`. */
export function standText(alarms: readonly AlarmOnWire[]): string {
  const count = (...states: readonly State[]) => alarms.filter(({ state }) => states.includes(state)).length;
  const waiting = count(...WAITING);
  const parts = [
    waiting === 0 ? 'None waits for you' : waiting === 1 ? '1 waits for you' : `${waiting} wait for you`,
    ...counted(count('LATCH_ACK'), 'to be reset'),
    ...counted(count('ACK_ALARM'), 'acknowledged'),
    ...counted(count('SHELVED'), 'shelved'),
    ...counted(count('NORMAL'), 'over'),
  ];
  return parts.join(', ');
}

const counted = (count: number, what: string): string[] => (count === 0 ? [] : [`${count} ${what}`]);

const WAITING: readonly State[] = ['UNACK_ALARM', 'RTN_UNACK', 'LATCH_UNACK'];

/** Whether somebody has to acknowledge it. */
export const waits = ({ state }: Pick<AlarmOnWire, 'state'>): boolean => WAITING.includes(state);

/** Kind, where, of what: `LIMIT FU1 temperature HIGH`. */
export const nameOf = ({ id }: Pick<AlarmOnWire, 'id'>): string => id.replaceAll(':', ' ');

/** As its card is headed: `LIMIT FU1 temperature`. */
export const headOf = ({ kind, unit, pair, channels }: AlarmOnWire): string =>
  `${kind} ${unit ?? pair} ${listText(channels)}`;

/**
 * What people look for an alarm by: also its state, and the days on which something moved it.
 *
 * @param instant how an instant is told to the reader
 */
export const wordsOf = (alarm: AlarmOnWire, instant: (iso: string) => string): string => {
  const days = new Set([alarm.onset, ...alarm.history.map(({ at }) => at)].map(instant));
  const { severity, owner = '', channels, state } = alarm;
  return [nameOf(alarm), severity, owner, channels.join(' '), STATE_WORDS[state], ...days].join(' ');
};
