/** What was looked for, and what was not and why: without it an empty list of anomalies would read as health. */
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { channelNamed, unitSeries } from '../experiment/lookups.ts';
import { isWithin, type Reach } from '../telemetry/reach.ts';
import { isPrimary } from '../telemetry/rule.ts';
import { standingEventsOf, type TimelineEvent } from '../timeline/event.ts';
import type { Interval } from '../timeline/interval.ts';
import { pairRulesOf } from '../twins/pair-rules.ts';
import { ARM_DETECTORS, CLOCK_DETECTORS, PAIR_DETECTORS, UNIT_DETECTORS } from './detectors.ts';
import { type Place, referencesOf } from './drift/reference.ts';
import { whyUnvouched } from './drift/vouched.ts';
import { CANNOT_YET, whyQuiet } from './drift/why-quiet.ts';
import { type Reached, whyOutOfReach } from './out-of-reach.ts';
import type { Kind } from './registry.ts';
import type { ContactRules } from './silence/detector.ts';

export interface LookedFor {
  readonly kind: Kind;
  /** A channel, or `channel@sensor` for a redundant sensor. */
  readonly channel: string;
  /** Absent where the same holds for every unit, or pair, that has the channel. */
  readonly unit?: string;
  readonly pair?: string;
  readonly looked: boolean;
  /** Why nothing was looked for, or what could not be seen though it was. */
  readonly why?: string;
}

/** Who looks, and how far samples must get for it. */
export interface Looking {
  readonly kind: string;
  readonly needs: Reach;
}

export interface Judged {
  readonly units: ReadonlyMap<string, Reached>;
  readonly pairs: ReadonlyMap<string, Reached>;
  /** By unit: the series that are held against others with enough to judge by. */
  readonly compared: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same: those that are quieter than their resolution. */
  readonly quiet?: ReadonlyMap<string, ReadonlySet<string>>;
  /** What is looked for by the clock, whether a sample came or not. */
  contactsOf(unit: string): ContactRules;
  /** What a detector kept of a series to tell what it cannot judge yet; null where it kept nothing. */
  progressOf?(unit: string, kind: Kind, series: string): unknown;
  /** The time asked for; absent: all. */
  readonly range?: Interval;
  /** Why nothing of a series was seen in the time asked for; null where something was, or no time was asked for. */
  unseen?(of: 'unit' | 'pair', id: string, series: string, detector: Looking): string | null;
  /** Why nothing that follows the clock is told of the time asked for. */
  readonly notNow?: string | null;
}

const NO_SAMPLE = 'no sample has been judged yet';
const NO_PAIR = 'no good samples of both twins have been paired yet';
const NOT_ENOUGH =
  'not enough data: it takes readings of its reference, and two hours of them where its noise is not declared';

/** Whether nothing was looked for though everything is there but samples. */
export function awaitsSamples(why: string): boolean {
  return why === NO_SAMPLE || why === NO_PAIR || why === NOT_ENOUGH || why.includes(CANNOT_YET);
}

export interface LookedForQuery {
  readonly unit?: string | undefined;
  readonly pair?: string | undefined;
  readonly channel?: string | undefined;
  readonly kind?: Kind | undefined;
}

/** An entry for every kind and series, several where units or pairs differ; in the order of the kinds. */
export function lookedFor(
  index: DefinitionIndex,
  events: readonly TimelineEvent[],
  judged: Judged,
  query: LookedForQuery,
): LookedFor[] {
  const found = [
    ...ofUnits(index, events, judged, query),
    ...ofPairs(index, events, judged, query),
    ...ofArms(index, judged, query),
    ...byClock(index, judged, query),
  ];
  return found
    .flatMap((verdicts) => entriesOf(verdicts, query))
    .filter(
      ({ kind, channel }) =>
        (query.kind === undefined || kind === query.kind) &&
        (query.channel === undefined || channel === query.channel),
    );
}

/** What holds of one kind and series, unit by unit or pair by pair. `why` is null where it was looked for. */
interface Verdicts {
  readonly kind: Kind;
  readonly channel: string;
  readonly of: 'unit' | 'pair';
  readonly each: readonly Verdict[];
}

interface Verdict {
  readonly id: string;
  readonly why: string | null;
  /** What could not be seen, where it was looked for. */
  readonly but?: string | null;
}

function ofUnits(
  index: DefinitionIndex,
  events: readonly TimelineEvent[],
  judged: Judged,
  query: LookedForQuery,
): Verdicts[] {
  const { units, unseen } = judged;
  // What was found on a pair says nothing of a unit alone, and the other way round.
  if (query.pair !== undefined)
    return notAsked(index, UNIT_DETECTORS, 'only a pair was asked for; units are judged by themselves');
  const asked = query.unit === undefined ? [...index.units.keys()] : [query.unit];
  // As in `unit-rules.ts`: every limit of every series asks for them.
  const contexts = asked.map((unit) => ({ index, unit, events: standingEventsOf(events, unit) }));
  return UNIT_DETECTORS.flatMap((detector) => {
    const each = contexts.flatMap((context) =>
      unitSeries(index, context.unit).map((one) => {
        const aim = detector.aimAt(one, context);
        const why =
          aim.unlooked ??
          whyOutOfReach(detector, one.series, units.get(context.unit), NO_SAMPLE) ??
          unseen?.('unit', context.unit, one.series, detector) ??
          whyUnjudged(detector, aim.rule, { unit: context.unit, series: one.series }, judged);
        return { channel: one.series, id: context.unit, why };
      }),
    );
    return bySeries(detector.kind, 'unit', each);
  });
}

/** What of the time asked for a detector cannot judge by what came so far, in words; null where it can judge all. */
function whyUnjudged(
  detector: (typeof UNIT_DETECTORS)[number],
  rule: unknown,
  { unit, series }: { readonly unit: string; readonly series: string },
  { progressOf, range = { from: -Infinity, to: Infinity } }: Judged,
): string | null {
  const progress = progressOf?.(unit, detector.kind, series) ?? null;
  if (rule === undefined || progress === null) return null;
  const found = detector
    .unjudged(rule, progress)
    .filter(({ from, to }) => from < range.to && to >= range.from);
  const [first, ...others] = found;
  if (first === undefined) return null;
  return others.length === 0 ? first.why : `${first.why}; and ${others.length} more`;
}

function ofPairs(
  index: DefinitionIndex,
  events: readonly TimelineEvent[],
  { pairs, unseen }: Judged,
  query: LookedForQuery,
): Verdicts[] {
  if (query.unit !== undefined)
    return notAsked(index, PAIR_DETECTORS, 'only a unit was asked for; ask for its pair');
  const asked = [...index.pairs.values()].filter(({ id }) => query.pair === undefined || id === query.pair);
  return PAIR_DETECTORS.flatMap((detector) => {
    const each = asked.flatMap((pair) =>
      pairRulesOf(index, pair, events).channels.map((one) => ({
        channel: one.series,
        id: pair.id,
        why:
          detector.aimAt(one, { index, pair, events }).unlooked ??
          whyOutOfReach(detector, one.series, within(pairs.get(pair.id), detector.needs), NO_PAIR) ??
          unseen?.('pair', pair.id, one.series, detector) ??
          null,
      })),
    );
    const known = new Set(each.map(({ channel }) => channel));
    const alone = seriesOf(index)
      .filter((series) => !known.has(series) && !isOfBoth(detector))
      .map((channel) => ({ channel, id: '', why: whyUnpaired(channel) }));
    return bySeries(detector.kind, 'pair', [...each, ...alone]);
  });
}

/** Without the series of which single good pairs came and no block of them, where that is not enough. */
function within(reached: Reached | undefined, needs: Reach): Reached | undefined {
  if (reached === undefined || reached === null) return reached;
  return new Map([...reached].filter(([, reach]) => reach !== 'SENSED' || isWithin(needs, reach)));
}

/** Of units that are held against those of their arm. */
function ofArms(index: DefinitionIndex, judged: Judged, query: LookedForQuery): Verdicts[] {
  const { compared, quiet, unseen, units } = judged;
  const hasCome = ({ unit, series }: Place) => units.get(unit)?.get(series) === 'JUDGED';
  if (query.pair !== undefined)
    return notAsked(index, ARM_DETECTORS, 'only a pair was asked for; units are judged by themselves');
  const asked = query.unit === undefined ? [...index.units.keys()] : [query.unit];
  return ARM_DETECTORS.flatMap((detector) => {
    const each = asked.flatMap((unit) =>
      referencesOf(index, unit).map((aimed) => {
        const { series } = aimed;
        const unvouched = hasCome(aimed) ? whyUnvouched(aimed, hasCome) : null;
        const isCompared = compared.get(unit)?.has(series) === true;
        const isQuiet = quiet?.get(unit)?.has(series) === true;
        const quietly = isQuiet ? whyQuiet(channelNamed(index, aimed.channel), isCompared) : null;
        const why =
          detector.aimAt(aimed).unlooked ??
          (isCompared ? null : (unvouched ?? quietly ?? NOT_ENOUGH)) ??
          unseen?.('unit', unit, series, detector) ??
          null;
        const but = [unvouched ?? aimed.why, quietly].filter((one) => one !== null).join('; ');
        return { channel: series, id: unit, why, ...(why === null && { but: but === '' ? null : but }) };
      }),
    );
    return bySeries(detector.kind, 'unit', each);
  });
}

/** Why no pair compares the series. */
function whyUnpaired(series: string): string {
  return isPrimary({ series })
    ? 'no pair has the channel on both its units'
    : 'twins are compared by their primary sensors';
}

/** Of whole units, and so of each of their series. */
function byClock(index: DefinitionIndex, { contactsOf, notNow }: Judged, query: LookedForQuery): Verdicts[] {
  if (query.pair !== undefined)
    return notAsked(index, CLOCK_DETECTORS, 'only a pair was asked for; units are judged by themselves');
  const asked = query.unit === undefined ? [...index.units.keys()] : [query.unit];
  return CLOCK_DETECTORS.flatMap((detector) => {
    const each = asked.flatMap((unit) => {
      const why = detector.aimAt(contactsOf(unit)).unlooked ?? notNow ?? null;
      return unitSeries(index, unit).map(({ series: channel }) => ({ channel, id: unit, why }));
    });
    return bySeries(detector.kind, 'unit', each);
  });
}

/** The same for all series of the experiment. */
function notAsked(
  index: DefinitionIndex,
  kinds: readonly { readonly kind: Kind }[],
  why: string,
): Verdicts[] {
  // What is asked for says itself what it looks for of a kind that units and pairs share.
  return kinds
    .filter((one) => !isOfBoth(one))
    .flatMap(({ kind }) =>
      seriesOf(index).map((channel): Verdicts => ({ kind, channel, of: 'unit', each: [{ id: '', why }] })),
    );
}

function bySeries(
  kind: Kind,
  of: Verdicts['of'],
  each: readonly (Verdict & { readonly channel: string })[],
): Verdicts[] {
  const shared = Map.groupBy(each, ({ channel }) => channel);
  return Array.from(shared, ([channel, verdicts]) => ({ kind, channel, of, each: verdicts }));
}

/** One entry where all say the same. */
function entriesOf({ kind, channel, of, each }: Verdicts, query: LookedForQuery): LookedFor[] {
  const isSame = (one: Verdict) => one.why === each[0]!.why && one.but === each[0]!.but;
  // An entry without a place would speak of units and pairs at once.
  const isOfPairToo = of === 'pair' && isOfBoth({ kind });
  const isShared = each.every(isSame) && query[of] === undefined && !isOfPairToo;
  return (isShared ? each.slice(0, 1) : each).map(({ id, why, but = null }) => {
    const said = why ?? but;
    return {
      ...{ kind, channel },
      ...(!isShared && id !== '' && { [of]: id }),
      looked: why === null,
      ...(said !== null && { why: said }),
    };
  });
}

/** Whether both units and pairs are looked at for it. */
function isOfBoth({ kind }: { readonly kind: Kind }): boolean {
  return UNIT_DETECTORS.some((one) => one.kind === kind) && PAIR_DETECTORS.some((one) => one.kind === kind);
}

/** All series of the experiment, in the order of the channels and units. */
function seriesOf(index: DefinitionIndex): string[] {
  const all = [...index.units.keys()].flatMap((unit) => unitSeries(index, unit).map(({ series }) => series));
  return [...new Set(all)];
}
