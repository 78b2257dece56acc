/** What is known of how the units of an arm are on their platform: units of which the same is known are told together. */
import { type Sampled, unitTakenAt } from '../assay/taken-at.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Definition } from '../experiment/definition.ts';
import type { Arm, Unit } from '../experiment/hardware-schema.ts';
import type { PlatformParameters } from '../experiment/platform-schema.ts';
import type { Technique } from '../literature/techniques.ts';
import { MICROS_PER_SECOND } from '../time.ts';
import { referenceOf, standingEventsOf, type TimelineEvent } from '../timeline/event.ts';
import { techniqueOfArm } from './arm-technique.ts';
import { cellsOf, kinOf } from './subject.ts';

/** How cells grow: what an aggregate is made of. */
export type Growth = 'adherent' | 'suspension';

/** A time at which something is known of units, on their platform since so long. */
export interface Sampling {
  /** `assay bone`, or `phase armed`. */
  readonly what: string;
  /** Of the unit that was exposed shortest, and longest. */
  readonly leastHours: number;
  readonly mostHours: number;
}

export interface PlatformFacts {
  readonly arm: string;
  readonly units: readonly string[];
  readonly technique: Technique;
  readonly declared: PlatformParameters;
  readonly subject: 'humans' | 'animals' | 'cells' | null;
  /** Null where the definition does not say. */
  readonly growth: Growth | null;
  /** The event that exposure is counted from; null where none is declared. */
  readonly start: string | null;
  /** Whose time is known. */
  readonly sampled: readonly Sampling[];
  /** Stops of the unit that had most of them. */
  readonly stops: number;
}

/** Of what is asked about it: assays, or where nothing was sampled the phases. */
export interface Asked {
  readonly assays: readonly Sampled[];
  readonly phases: Definition['phases'];
  readonly isIn: (unit: string) => boolean;
}

/** None of an arm whose platform the catalogue does not know, and of one without units. */
export function platformFacts(
  { units, reference }: Pick<Definition, 'units' | 'reference'>,
  arm: Arm,
  events: readonly TimelineEvent[],
  { assays, phases, isIn }: Asked,
): PlatformFacts[] {
  const technique = techniqueOfArm(arm);
  if (technique === null) return [];
  const own = units.filter((unit) => unit.arm === arm.id && isIn(unit.id));
  const told = own.map((unit) => {
    const declared: PlatformParameters = { ...arm.platform, ...unit.platform };
    return { unit, declared, subject: subjectOf(unit), growth: growthOf(unit) };
  });
  const alike = Map.groupBy(told, ({ declared, subject, growth }) =>
    canonicalJson([declared, subject, growth]),
  );
  return [...alike.values()].map((group) => {
    const { declared, subject, growth } = group[0]!;
    const names = group.map(({ unit }) => unit.id);
    const start = declared.start ?? reference ?? null;
    const exposed = new Exposure(events, start);
    const sampled = [
      ...assays.map((one) => exposed.at(`assay ${one.id}`, names, (unit) => takenOf(one, events, unit))),
      ...phases.flatMap(({ id, to, armed }) =>
        armed && to !== undefined
          ? [exposed.at(`phase ${id}`, names, (unit) => [referenceOf(events, to, unit)?.at ?? null])]
          : [],
      ),
    ].flatMap((one) => one ?? []);
    const stops = Math.max(0, ...names.map((unit) => stopsOf(declared, standingEventsOf(events, unit))));
    return { arm: arm.id, units: names, technique, declared, subject, growth, start, sampled, stops };
  });
}

function takenOf(assay: Sampled, events: readonly TimelineEvent[], unit: string): (number | null)[] {
  return unitTakenAt(assay, events, unit).map((taken) => (taken === 'UNDECLARED' ? null : taken.at));
}

const stopsOf = ({ pause }: PlatformParameters, events: readonly TimelineEvent[]): number =>
  pause === undefined || pause === 'none' ? 0 : events.filter(({ name }) => name === pause.event).length;

/** How long units had been exposed. */
class Exposure {
  readonly #events: readonly TimelineEvent[];
  readonly #start: string | null;

  constructor(events: readonly TimelineEvent[], start: string | null) {
    this.#events = events;
    this.#start = start;
  }

  /** Null where of no unit both ends are known. What was before its start was not exposed: 0. */
  at(
    what: string,
    units: readonly string[],
    timesOf: (unit: string) => readonly (number | null)[],
  ): Sampling | null {
    const start = this.#start;
    if (start === null) return null;
    const hours = units.flatMap((unit) => {
      const since = referenceOf(this.#events, start, unit)?.at;
      if (since === undefined) return [];
      return timesOf(unit).flatMap((at) =>
        at === null ? [] : [Math.max(0, (at - since) / MICROS_PER_SECOND / 3600)],
      );
    });
    if (hours.length === 0) return null;
    return { what, leastHours: Math.min(...hours), mostHours: Math.max(...hours) };
  }
}

function subjectOf(unit: Unit): PlatformFacts['subject'] {
  if (cellsOf(unit) !== null) return 'cells';
  const kin = kinOf(unit);
  return kin === null ? null : kin === 'human' ? 'humans' : 'animals';
}

/** As the culture says it (`growth`); cells on a slice adhere to it. */
function growthOf({ culture }: Unit): Growth | null {
  const said = typeof culture?.growth === 'string' ? culture.growth.toLowerCase() : '';
  if (said.includes('suspen') || said.includes('non-adher')) return 'suspension';
  return said.includes('adher') || culture?.substrate !== undefined ? 'adherent' : null;
}
