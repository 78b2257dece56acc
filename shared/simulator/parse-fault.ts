import { parseDuration } from '../domain/duration.ts';
import { quoted } from '../domain/quoted.ts';
import { orRefusal, Refusal } from '../domain/refusal.ts';
import type { Seconds } from '../domain/time.ts';
import { FAULT_KINDS, type Fault, type FaultKind } from './fault-kinds.ts';

const SHAPE = 'kind:unit:channel:onset:size, and :length where it ends';

/** What these have instead of a size is how long they last. */
const SIZED_BY_LENGTH: readonly FaultKind[] = [
  'stuck',
  'gap',
  'power-cycle',
  'pump-stall',
  'centrifuge-stop',
];

/**
 * A fault in a word: `drift:FU2:temperature:P7D:0.5` (°C a day, to the end), `offset:FU1:temperature:P5D:1:P3D`,
 * `stuck:FU3:humidity:P3D:PT29H`, `gap:GU1:*:P9D:PT40M`. The onset counts from the unit's activation.
 *
 * @throws Refusal where it cannot be read
 */
export function parseFault(text: string): Fault {
  const [kindText = '', unit = '', channel = '', onset = '', size = '', length, ...more] = text.split(':');
  const kind = FAULT_KINDS.find((one) => one === kindText);
  if (kind === undefined) throw unreadable(text, `${quoted(kindText)} is none of ${FAULT_KINDS.join(', ')}`);
  if (onset === '' || size === '' || more.length > 0) throw unreadable(text, `expected ${SHAPE}`);
  const place = { kind, unit, channel: ['', '*'].includes(channel) ? null : channel };
  const when = { onset: durationOf(text, 'onset', onset) };
  if (SIZED_BY_LENGTH.includes(kind)) {
    if (length !== undefined) throw unreadable(text, `a ${kind} has no size but its length: ${SHAPE}`);
    return { ...place, ...when, size: 0, lasts: durationOf(text, 'length', size) };
  }
  const number = Number(size);
  if (!Number.isFinite(number)) throw unreadable(text, `expected a number for the size, got ${quoted(size)}`);
  return {
    ...place,
    ...when,
    size: number,
    lasts: length === undefined ? null : durationOf(text, 'length', length),
  };
}

function durationOf(text: string, what: string, part: string): Seconds {
  const duration = orRefusal(() => parseDuration(part));
  if (duration instanceof Refusal) throw unreadable(text, `its ${what}: ${duration.message}`);
  return duration;
}

function unreadable(text: string, trouble: string): Refusal {
  return new Refusal(
    'invalid',
    'simulator.fault-unreadable',
    `The fault ${quoted(text)} cannot be read: ${trouble}.`,
    { field: 'fault' },
  );
}
