import type { RedownlinkOnWire } from '../../contract/redownlink.ts';
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import {
  type Ask,
  type Asked,
  anomalyLandmarks,
  askByText,
  asksOf,
  type Landmark,
  type OnboardMemory,
  type ToldGap,
} from '../../domain/contacts/ask-again.ts';
import { nextContact } from '../../domain/contacts/contact.ts';
import { flyingUnits } from '../../domain/contacts/flying-units.ts';
import { type Anomaly, detectorNamed } from '../../domain/detect/registry.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { pairsOf, unitNamed } from '../../domain/experiment/lookups.ts';
import { isoRange, rangeOver } from '../../domain/telemetry/range.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { referenceOf } from '../../domain/timeline/event.ts';
import type { Ports } from '../../ports.ts';
import { readUnderOtherAnywhere } from '../heads/read-under-other.ts';
import { notAhead } from '../judge/newest-sample.ts';
import { type Standing, standingAt } from '../judge/standing.ts';
import { outlookOf } from '../known/load-contacts.ts';
import type { KnownEvent } from '../known/load-events.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { headsOwed, owedNow } from '../known/owe.ts';
import { both, waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { GapCauses, gapOf } from './gap-causes.ts';

export interface AskAgain {
  /** Every gap with its cause, in order of time. */
  readonly gaps: readonly ToldGap[];
  readonly asks: readonly Ask[];
  /** Stretches that the payload has written over. */
  readonly overwritten: Asked['overwritten'];
  /** How the units were judged. */
  readonly judged: readonly (SubjectRecord | null)[];
}

/** Stretches in an answer; the others are counted. */
const MOST_RANGES = 500;

/** What to ask for again, the most precious first. Refuses an unknown unit. */
export async function queryRedownlink(
  ports: Ports,
  experiment: string,
  { unit }: { readonly unit?: string | undefined },
): Promise<RedownlinkOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { index } = loaded;
  const units = unit === undefined ? [...index.units.keys()] : [unitNamed(index, unit).id];
  const owed = await owedNow(ports, loaded);
  const causes = await GapCauses.load(ports, loaded);
  const standing = await standingAt(ports, loaded, causes.now);
  const [noted, absent] = [await standing.units(), await standing.absences()];
  const { gaps, asks, overwritten, judged } = await askAgain(standing, causes, units);
  const until = causes.plan === null ? null : nextContact(causes.plan, causes.now);
  const countOf = (cause: string) => gaps.filter((gap) => gap.cause === cause).length;
  const unreadable = countOf('QUARANTINED');
  return {
    ranges: asks.slice(0, MOST_RANGES).map(({ from, to, channels, downlinks, overwritten: at, ...ask }) => ({
      ...ask,
      ...{ channels: [...channels], from: isoOf(from), to: isoOf(to) },
      ...(downlinks !== undefined && { downlinks: [...downlinks] }),
      ...(at !== undefined && {
        overwritten: { from: isoOf(at.from), to: isoOf(at.to), sentence: askByText(at, causes.now) },
      }),
    })),
    lookedAt: lookedAt(units, await notAhead(ports, loaded, noted, causes.now), absent),
    ...(asks.length > MOST_RANGES && { more: asks.length - MOST_RANGES }),
    until: until === null ? null : isoOf(until.los),
    contacts: outlookOf(causes.plan, causes.now),
    left: {
      NOT_DOWNLINKED: countOf('NOT_DOWNLINKED'),
      LOS: countOf('LOS'),
      ...(unreadable > 0 && { QUARANTINED: unreadable }),
      ...(overwritten.length > 0 && { OVERWRITTEN: overwritten.length }),
    },
    ...waitingOnWire(
      owed.upstream,
      both(headsOwed(owed, loaded.generation, units), waitingOf(owed.stopped, loaded, [], judged)),
    ),
    ...(await readUnderOtherAnywhere(ports, loaded, unit)),
    ...causes.damagedOnWire(),
  };
}

function lookedAt(
  units: readonly string[],
  noted: readonly SubjectRecord[],
  absent: ReadonlyMap<string, readonly Anomaly[]>,
): RedownlinkOnWire['lookedAt'] {
  return units.map((unit) => {
    const { first = null, asOf = null } = noted.find(({ id }) => id === unit) ?? {};
    const came = asOf === null ? null : { from: first ?? asOf, to: asOf };
    return { unit, ...isoRange(rangeOver([came, ...(absent.get(unit) ?? []).flatMap(gapOf)])) };
  });
}

/** The gaps that were found on the units, with causes, and those of them to ask for again. */
export async function askAgain(
  { loaded, stored, absences }: Standing,
  causes: GapCauses,
  units: readonly string[],
): Promise<AskAgain> {
  const { definition, index } = loaded;
  const absent = await absences();
  const findings = await Promise.all(units.map((unit) => stored('unit', unit)));
  const whole = units.flatMap((unit) => absent.get(unit) ?? []);
  const found = [...findings.flatMap(({ anomalies }) => anomalies), ...whole];
  const gaps = await causes.toldApart(found.flatMap(gapOf));
  const judged = findings.map(({ record }) => record);
  if (gaps.length === 0) return { gaps, asks: [], overwritten: [], judged };
  const events = await loaded.events();
  const landmarks: Landmark[] = [];
  for (const [i, unit] of units.entries()) {
    const pairs = await Promise.all(pairsOf(index, unit).map(({ id }) => stored('pair', id)));
    const notable = [findings[i]!, ...pairs]
      .flatMap(({ anomalies }) => anomalies)
      .filter(({ kind }) => !detectorNamed(kind).isLogOnly && !detectorNamed(kind).hasOwnLine);
    landmarks.push(...eventLandmarks(definition, events, unit));
    landmarks.push(...anomalyLandmarks(unit, notable, findings[i]!.record?.asOf ?? causes.now));
  }
  return { gaps, ...asksOf(gaps, landmarks, memoryOf(loaded, causes.now)), judged };
}

/** Null where the definition does not say how long the payload keeps its data. */
function memoryOf({ definition, index }: Standing['loaded'], now: Micros): OnboardMemory | null {
  const { retention } = definition.onboard ?? {};
  if (retention === undefined) return null;
  return { retention: retention * MICROS_PER_SECOND, now, units: flyingUnits(index) };
}

/** The reference event and the events at which phases change. */
function eventLandmarks(
  { reference, phases }: Definition,
  events: readonly KnownEvent[],
  unit: string,
): Landmark[] {
  const borders = new Set(phases.flatMap(({ from, to }) => [from, to]));
  const names = new Set([reference, ...borders].filter((name) => name !== undefined));
  return [...names].flatMap((name): Landmark[] => {
    const event = referenceOf(events, name, unit);
    if (event === null) return [];
    return [{ unit, from: event.at, to: event.at, kind: name === reference ? 'REFERENCE' : 'PHASE', name }];
  });
}
