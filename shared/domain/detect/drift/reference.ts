/** What the drift of each series of a unit is judged against (docs/drift.md#what-is-judged). */
import type { DefinitionIndex } from '../../experiment/definition-index.ts';
import { channelNamed, pairsOf, unitNamed, unitSeries } from '../../experiment/lookups.ts';
import { jumpsByNature, WHY_NOT_JUMPS } from '../../experiment/reading-step.ts';
import type { UnitSeries } from '../../experiment/unit-series.ts';
import { oncePerOwner } from '../../once-per.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { exactSpanText } from '../../words/span.ts';
import { LEAST_READINGS } from './block-facts.ts';
import type { ReferenceKind } from './evidence-words.ts';

/** A series of a unit. */
export interface Place {
  readonly unit: string;
  readonly series: string;
}

/** Names of units and series hold no blank. */
export const placeName = ({ unit, series }: Place): string => `${unit} ${series}`;

export interface Reference {
  readonly kind: ReferenceKind;
  /** The series whose mean it is; none of a set-point. Of a loop what it holds, then its surroundings. */
  readonly of: readonly Place[];
}

export interface Aimed extends Place {
  readonly channel: string;
  /** In the order in which they are taken: the first that has readings. */
  readonly references: readonly Reference[];
  /** Why nothing is looked for, or what cannot be seen though it is; null where all can. */
  readonly why: string | null;
}

/** A twin and a set-point share too little with the unit for any threshold to keep a budget of false pages. */
export const canPage = (reference: Reference | undefined): boolean =>
  reference !== undefined && reference.kind !== 'setpoint' && reference.kind !== 'twin';

/** Leave-one-out of fewer units cannot tell which of them drifts. */
export const LEAST_SIBLINGS = 2;
const BLOCK_SECONDS = 600;
/** A twin elsewhere shows no more than a set-point does: it is held against where `reference` names it. */
export const USUAL_ORDER = ['sensor', 'siblings', 'ambient', 'setpoint'] as const;

/** Every series of the unit. Fails with `unit.unknown`. */
export const referencesOf = oncePerOwner(found);

function found(index: DefinitionIndex, unit: string): readonly Aimed[] {
  const all = unitSeries(index, unit);
  return all.map((one): Aimed => {
    const { series, channel } = one;
    const why = whyNotJudged(index, one);
    if (why !== null) return { unit, series, channel, references: [], why };
    const { reference: declared } = channelNamed(index, channel);
    const references = (declared ?? USUAL_ORDER).flatMap(
      (kind) => referenceOf(index, unit, one, all, kind) ?? [],
    );
    return { unit, series, channel, references, why: whyBlind(references[0], declared) };
  });
}

/** Those that are judged, and those that others of the unit are held against. */
export const seriesRead = oncePerOwner(read);

function read(index: DefinitionIndex, unit: string): readonly Aimed[] {
  const all = referencesOf(index, unit);
  const flights = pairsOf(index, unit).flatMap((pair) => (pair.ground === unit ? pair.flight : []));
  const others = new Set(
    [
      ...all.flatMap(({ references }) => references.flatMap(({ of }) => of)),
      ...flights.flatMap((flight) =>
        referencesOf(index, flight).flatMap((aimed) => twinAsked(index, aimed) ?? []),
      ),
    ].flatMap((one) => (one.unit === unit ? one.series : [])),
  );
  return all.filter(({ series, references }) => references.length > 0 || others.has(series));
}

/** The other units of its arm. */
export function siblingsOf(index: DefinitionIndex, unit: string): readonly string[] {
  return unitsOfArm(index, unitNamed(index, unit).arm).filter((id) => id !== unit);
}

export function unitsOfArm(index: DefinitionIndex, arm: string): readonly string[] {
  return index.unitsByArm.get(arm) ?? [];
}

/** Series of the unit among names of places. */
export function seriesNamed(names: readonly string[], unit: string): string[] {
  const own = placeName({ unit, series: '' });
  return names
    .filter((name) => name.startsWith(own))
    .map((name) => name.slice(own.length))
    .sort();
}

/** The same series of the ground unit of its pair; null where there is none. */
function twinOf(index: DefinitionIndex, { unit, series }: Place): Place | null {
  const ground = pairsOf(index, unit).find(({ flight }) => flight === unit)?.ground;
  const isThere = ground !== undefined && unitSeries(index, ground).some((one) => one.series === series);
  return isThere ? { unit: ground, series } : null;
}

/** The twin that is asked which of the siblings moved, or that it is held against; null where neither is. */
export function twinAsked(index: DefinitionIndex, aimed: Aimed): Place | null {
  const asks = aimed.references.some(({ kind }) => kind === 'siblings' || kind === 'twin');
  return asks ? twinOf(index, aimed) : null;
}

/** Units of other arms that units of this one are held against, or asked about. */
export const twinsHeldAgainst = oncePerOwner(twinsOf);

function twinsOf(index: DefinitionIndex, arm: string): readonly string[] {
  const twins = unitsOfArm(index, arm).flatMap((unit) =>
    referencesOf(index, unit).flatMap((aimed) => twinAsked(index, aimed)?.unit ?? []),
  );
  return [...new Set(twins)].sort();
}

/** Whether anything of the arm is held against something. */
export function isArmJudged(index: DefinitionIndex, arm: string): boolean {
  return unitsOfArm(index, arm).some((unit) =>
    referencesOf(index, unit).some(({ references }) => references.length > 0),
  );
}

function whyNotJudged(index: DefinitionIndex, { channel: id, period }: UnitSeries): string | null {
  const channel = channelNamed(index, id);
  if (channel.reference?.length === 0) return 'the channel declares `reference: []`';
  if (jumpsByNature(channel)) return WHY_NOT_JUMPS;
  return period * LEAST_READINGS <= BLOCK_SECONDS
    ? null
    : `drift is judged by ten-minute means of at least ${LEAST_READINGS} readings, and the channel has one reading every ${exactSpanText(period * MICROS_PER_SECOND)}`;
}

function referenceOf(
  index: DefinitionIndex,
  unit: string,
  { series, channel: id }: UnitSeries,
  all: readonly UnitSeries[],
  kind: ReferenceKind,
): Reference | null {
  if (kind === 'setpoint') return channelNamed(index, id).setpoint.length > 0 ? { kind, of: [] } : null;
  if (kind === 'twin') {
    const twin = twinOf(index, { unit, series });
    return twin === null ? null : { kind, of: [twin] };
  }
  if (kind === 'ambient') {
    const { loop } = channelNamed(index, id);
    const of = [loop?.holds, loop?.ambient].flatMap((name) =>
      all.some((one) => one.series === name) ? [{ unit, series: name! }] : [],
    );
    return of.length < 2 ? null : { kind, of };
  }
  if (kind === 'sensor') {
    const [first, ...redundant] = all.filter(({ channel }) => channel === id);
    // The others would show the same difference once more.
    if (first?.series !== series || redundant.length === 0) return null;
    return { kind, of: redundant.map((one) => ({ unit, series: one.series })) };
  }
  const of = siblingsOf(index, unit)
    .filter((other) => unitSeries(index, other).some((one) => one.series === series))
    .map((other) => ({ unit: other, series }));
  return of.length < LEAST_SIBLINGS ? null : { kind, of };
}

/** @param declared the references that the channel declares, where it does */
function whyBlind(first: Reference | undefined, declared: readonly string[] | undefined): string | null {
  if (first?.kind === 'twin')
    return 'judged against the twin, and as WATCH: what differs between the places of the two looks like drift';
  if (first !== undefined && first.kind !== 'setpoint') return null;
  const missing =
    declared === undefined
      ? `${MISSING.sensor}, and ${MISSING.siblings}`
      : WANTED.flatMap((kind) => (declared.includes(kind) ? MISSING[kind] : [])).join(', and ');
  const others = missing === '' ? 'the channel declares no other reference' : missing;
  if (first !== undefined)
    return `judged against the set-point only, and as WATCH: ${others}; ${CONTROLS_BLIND}`;
  const isUsed = declared === undefined || declared.includes('setpoint');
  return `its drift cannot be seen: ${[...(missing === '' ? [] : [missing]), ...(isUsed ? ['no set-point is declared'] : [])].join(', and ')}`;
}

const WANTED = ['sensor', 'siblings', 'ambient', 'twin'] as const;
const MISSING: Record<(typeof WANTED)[number], string> = {
  sensor: 'no second sensor of the unit measures it',
  siblings: `fewer than ${LEAST_SIBLINGS} other units of the arm do`,
  ambient: 'no `loop` of the channel names two channels of the unit',
  twin: 'it is no flight unit of a pair whose ground unit has it',
};

/** The controller holds its reading there. */
export const CONTROLS_BLIND =
  'the drift of a sensor that controls cannot be seen, since it reads the set-point whatever happens';
