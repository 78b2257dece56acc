/** The environment of a channel over time: what was judged, what spoke against it and when, and what nobody judged. Pure. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { MICROS_PER_SECOND, type Micros } from '../../../shared/domain/time.ts';
import {
  channelEnvironment,
  decidingReasons,
  environmentWords,
} from '../../../shared/domain/twins/environment-words.ts';
import { type Item, type Lane, type Look, microsIn, type PhaseStretch, type Placing } from './lanes.ts';

type Environment = DeltaOnWire['environment'];
type Stretch = Pick<Item, 'from' | 'to'>;

/** What of a delta the lane is made of. */
interface Ledger {
  readonly channel: string;
  readonly environment: Environment;
  readonly phases: readonly { readonly phase: string; readonly environment: Environment }[];
}

const LOOKS: Readonly<Record<Environment['verdict'], Look>> = {
  CLEAN: 'clean',
  CONFOUNDED: 'confounded',
  UNKNOWN: 'unknown',
};

/**
 * By phase, and what spoke against it at its time. What nobody judged stands there as UNKNOWN: there is no stretch of
 * which nothing is said.
 *
 * @param delta over all of the time
 */
export function ledgerLane(
  placing: Placing,
  delta: Ledger,
  phases: readonly PhaseStretch[],
  whole: Stretch,
): Lane {
  const { channel, environment } = delta;
  const judged = phases.length > 0 ? byPhase(delta, phases) : overall(placing, channel, environment);
  const reasons = [environment, ...delta.phases.map((one) => one.environment)].flatMap((one) =>
    decidingReasons(one.reasons),
  );
  return {
    name: 'environment',
    items: [
      ...judged,
      ...holes(judged, whole).map((hole) => unknown(hole, 'not judged')),
      ...voids(placing, channel, reasons),
    ],
    empty: 'UNKNOWN: nothing was judged',
  };
}

function byPhase(
  { channel, phases }: Pick<Ledger, 'channel' | 'phases'>,
  stretches: readonly PhaseStretch[],
): Item[] {
  return stretches.map((stretch) => {
    const found = phases.find(({ phase }) => phase === stretch.phase.id);
    if (!stretch.phase.armed) return unknown(stretch, 'not armed, so not judged');
    return found === undefined
      ? unknown(stretch, 'not judged')
      : verdictItem(stretch, `over all of ${stretch.phase.id}`, channel, found.environment);
  });
}

function overall({ xOf }: Placing, channel: string, environment: Environment): Item[] {
  const { from, to } = environment;
  if (from === null || to === null) return [];
  const stretch = { from: xOf(microsIn(from)), to: xOf(microsIn(to)) };
  return [verdictItem(stretch, 'over all time', channel, environment)];
}

/** @param over of what it was judged: beside it stands a verdict on the view, which may be another */
function verdictItem({ from, to }: Stretch, over: string, channel: string, environment: Environment): Item {
  const { text, why } = channelEnvironment(channel, environment);
  const { verdict } = environment.judged.find((one) => one.channel === channel) ?? { verdict: 'UNKNOWN' };
  const found = [text === 'not judged' ? 'UNKNOWN: not judged' : text, ...why].join('; ');
  const label = `${over}: ${found}`;
  return { from, to, label, title: `${channel} ${label}`, look: LOOKS[verdict] };
}

function unknown({ from, to }: Stretch, why: string): Item {
  return { from, to, label: `UNKNOWN: ${why}`, title: `UNKNOWN: ${why}`, look: 'unknown' };
}

/** What of the whole no item holds. */
function holes(items: readonly Stretch[], whole: Stretch): Stretch[] {
  const found: Stretch[] = [];
  let at = whole.from;
  for (const { from, to } of items.toSorted((a, b) => a.from - b.from)) {
    if (from > at) found.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (at < whole.to) found.push({ from: at, to: whole.to });
  return found;
}

/** Excursions, doses, limits and findings that have a time: each once, though phase and whole tell of it. */
function voids({ xOf }: Placing, channel: string, reasons: Environment['reasons']): Item[] {
  const items = new Map<string, Item>();
  for (const { code, sentence, evidence } of reasons) {
    const from = instantIn(evidence.from);
    if (evidence.channel !== channel || from === null) continue;
    const seconds = typeof evidence.seconds === 'number' ? evidence.seconds : 0;
    const to = instantIn(evidence.to) ?? from + seconds * MICROS_PER_SECOND;
    const label = environmentWords(code);
    items.set(`${code} ${from}`, { from: xOf(from), to: xOf(to), label, title: sentence, look: 'void' });
  }
  return [...items.values()];
}

function instantIn(value: unknown): Micros | null {
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at * 1000;
}
