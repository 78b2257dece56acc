/** What the name of a column says beside what it measures: only a measurement, or a mean of one, is what a channel holds. */
import { wordsOf } from './match-words.ts';

const ROLES = [
  {
    role: 'SETPOINT',
    words: ['setpoint', 'setp', 'set', 'sp', 'target', 'setting', 'desired', 'soll', 'cmd', 'command'],
  },
  { role: 'EXTREME', words: ['max', 'maximum', 'min', 'minimum', 'peak', 'high', 'low', 'hi', 'lo'] },
  { role: 'SPREAD', words: ['std', 'sd', 'stdev', 'stddev', 'var', 'variance', 'sem', 'rms', 'range'] },
  {
    role: 'DERIVED',
    words: ['dew', 'dewpoint', 'frost', 'wetbulb', 'heatindex', 'feels', 'delta', 'diff', 'trend', 'slope'],
  },
  { role: 'RAW', words: ['raw', 'counts', 'adc', 'dn', 'ticks'] },
  {
    role: 'COUNTER',
    words: [
      'seq',
      'sequence',
      'index',
      'idx',
      'record',
      'row',
      'rn',
      'no',
      'number',
      'count',
      'counter',
      'id',
    ],
  },
  {
    role: 'STATUS',
    words: [
      'alarm',
      'status',
      'flag',
      'quality',
      'valid',
      'error',
      'err',
      'limit',
      'warning',
      'state',
      'code',
    ],
  },
  { role: 'MEAN', words: ['avg', 'average', 'mean', 'smp'] },
] as const;

export type ColumnRole = (typeof ROLES)[number]['role'] | 'MEASUREMENT';

/** Words that stand for two: `set point`, `wet bulb`. */
const TOGETHER: readonly (readonly [string, string])[] = [
  ['set', 'point'],
  ['wet', 'bulb'],
  ['heat', 'index'],
];

export interface RoleMeant {
  readonly role: ColumnRole;
  /** The word that says it; null of a measurement. */
  readonly word: string | null;
}

/** @param own words of the channel itself, which say nothing beside it */
export function roleOf(name: string, own: readonly string[]): RoleMeant {
  const words = wordsOf(name).filter((word) => !own.includes(word));
  const pairs = TOGETHER.filter(([one, other]) => words.includes(one) && words.includes(other));
  const spoken = [...pairs.map((pair) => pair.join('')), ...words];
  for (const { role, words: known } of ROLES) {
    const word = spoken.find((one) => (known as readonly string[]).includes(one));
    if (word !== undefined) return { role, word };
  }
  return { role: 'MEASUREMENT', word: null };
}

/** Words that say how readings were put together, and not of what they are. */
export const isMeanWord = (word: string): boolean =>
  ROLES.some(({ role, words }) => role === 'MEAN' && (words as readonly string[]).includes(word));

/** Whether a channel holds it. */
export const isMeasured = ({ role }: RoleMeant): boolean => role === 'MEASUREMENT' || role === 'MEAN';

const SAID: Readonly<Record<ColumnRole, string>> = {
  SETPOINT: 'a set-point',
  EXTREME: 'an extreme',
  SPREAD: 'a spread',
  DERIVED: 'derived',
  RAW: 'a raw count',
  COUNTER: 'a counter',
  STATUS: 'a state',
  MEAN: 'a mean',
  MEASUREMENT: 'a measurement',
};

/** `it says "max", an extreme`. */
export const roleText = ({ role, word }: RoleMeant): string =>
  `"${word ?? ''}" says that it is ${SAID[role]}`;
