/**
 * What is wrong now, the one door that list, verdict, dry run, message and watch ask: what was found in the samples,
 * which is stored, and what follows the clock, told at the instant handed in.
 */
import type { SubjectKind, SubjectRecord } from '../../domain/anomaly/subject.ts';
import type { ContactPlan } from '../../domain/contacts/contact.ts';
import { flyingUnits } from '../../domain/contacts/flying-units.ts';
import { blamedByUnits } from '../../domain/detect/blamed-by-units.ts';
import { CLOCK_DETECTORS } from '../../domain/detect/detectors.ts';
import { explained, explainedOfPair, isExplainable } from '../../domain/detect/explained.ts';
import { gapsByNow } from '../../domain/detect/gaps-by-now.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import type { ContactRules } from '../../domain/detect/silence/detector.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { unitsMoved } from '../../domain/telemetry/page-units.ts';
import type { Micros } from '../../domain/time.ts';
import { standingEventsOf } from '../../domain/timeline/event.ts';
import type { Ports } from '../../ports.ts';
import { loadContacts } from '../known/load-contacts.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { absentUnits, subjectsOf } from './absent-units.ts';
import { newestSample, notAhead } from './newest-sample.ts';
import { readAnomalies, readFindings, type SubjectFindings } from './read-findings.ts';

export interface StandingFindings extends SubjectFindings {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** The door as it stands open at an instant; nothing but the contact plan is read yet. */
export interface Standing {
  readonly loaded: LoadedExperiment;
  readonly at: Micros;
  readonly flying: ReadonlySet<string>;
  /** Null where nothing follows contacts. */
  readonly plan: ContactPlan | null;
  /** What is noted of every unit; read when it is first asked for. */
  units(): Promise<readonly SubjectRecord[]>;
  /** What was found on a unit or pair and is stored. Read once, however often it is asked for. */
  stored(kind: SubjectKind, id: string): Promise<SubjectFindings>;
  /** By unit: what never came of it, as anomalies. */
  absences(): Promise<ReadonlyMap<string, readonly Anomaly[]>>;
}

export async function standingAt(ports: Ports, loaded: LoadedExperiment, at: Micros): Promise<Standing> {
  const { experiment, definition, index } = loaded;
  const followsContacts = definition.contacts?.maxSilence !== undefined;
  const plan = followsContacts ? await loadContacts(ports, experiment, definition) : null;
  const units = once(() => subjectsOf(ports, loaded, 'unit'));
  const absences = once(async () =>
    absentUnits(loaded, await notAhead(ports, loaded, await units(), at), at),
  );
  const found = new Map<string, Promise<SubjectFindings>>();
  const read = async (kind: SubjectKind, id: string): Promise<SubjectFindings> => {
    if (kind === 'pair') {
      const found = await readFindings(ports, experiment, loaded.generation, kind, id);
      const inUnits = inTheirUnits(loaded, found.record, found.anomalies);
      return { ...found, anomalies: await withReasons(loaded, kind, id, inUnits) };
    }
    // All of them are asked for what never came.
    const record = (await units()).find((one) => one.id === id);
    return record === undefined ? NOTHING_FOUND : storedOf(ports, loaded, record, at);
  };
  const stored = (kind: SubjectKind, id: string) => {
    const name = `${kind} ${id}`;
    const findings = found.get(name) ?? read(kind, id);
    found.set(name, findings);
    return findings;
  };
  return { loaded, at, flying: flyingUnits(index), plan, units, stored, absences };
}

const NOTHING_FOUND: SubjectFindings = { record: null, anomalies: [] };

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  return () => {
    known ??= read();
    return known;
  };
}

/** What is wrong with one unit or pair. */
export async function standingOf(
  ports: Ports,
  standing: Standing,
  kind: SubjectKind,
  id: string,
): Promise<StandingFindings> {
  const findings = { kind, id, ...(await standing.stored(kind, id)) };
  if (kind === 'pair') return withBlame(standing, findings);
  return withAbsences(standing, await withClock(ports, standing, findings));
}

/** Of every unit, then of every pair: what is found on units moves on to pairs, and is seen here or there. */
export async function allStanding(ports: Ports, standing: Standing): Promise<StandingFindings[]> {
  const units = await standing.units();
  const pairs = await subjectsOf(ports, standing.loaded, 'pair');
  const found: StandingFindings[] = [];
  const noted = new Map(units.map((record) => [record.id, record]));
  for (const id of new Set([...noted.keys(), ...standing.loaded.index.units.keys()])) {
    const record = noted.get(id);
    const stored =
      record === undefined
        ? { kind: 'unit' as const, id, record: null, anomalies: [] }
        : await storedOf(ports, standing.loaded, record, standing.at);
    found.push(await withAbsences(standing, await withClock(ports, standing, stored)));
  }
  for (const record of pairs)
    found.push(await withBlame(standing, await storedOf(ports, standing.loaded, record, standing.at)));
  return found;
}

/** What was found on one of its units alone may say whose an offset is. */
async function withBlame(standing: Standing, findings: StandingFindings): Promise<StandingFindings> {
  const { id, anomalies, record } = findings;
  const pair = standing.loaded.index.pairs.get(id);
  if (pair === undefined || !anomalies.some(({ kind }) => kind === 'OFFSET')) return findings;
  const flight = await standing.stored('unit', pair.flight);
  const ground = await standing.stored('unit', pair.ground);
  const ofUnits = [...flight.anomalies, ...ground.anomalies];
  return { ...findings, anomalies: blamedByUnits(pair, record?.shiftMicros ?? 0, anomalies, ofUnits) };
}

/** Only what follows the clock, of every flying unit. */
export async function standingByClock(ports: Ports, standing: Standing): Promise<Anomaly[]> {
  if (standing.plan === null) return [];
  const records = new Map((await standing.units()).map((record) => [record.id, record]));
  const found: Anomaly[] = [];
  for (const unit of standing.flying)
    found.push(...(await clockOf(ports, standing, unit, records.get(unit) ?? null)));
  return found;
}

async function storedOf(
  ports: Ports,
  loaded: LoadedExperiment,
  record: SubjectRecord,
  at: Micros,
): Promise<StandingFindings> {
  const { kind, id, anomalies: list } = record;
  const anomalies = list === null ? [] : gapsByNow(await readAnomalies(ports, list), at);
  const inUnits = inTheirUnits(loaded, record, anomalies);
  return { kind, id, record, anomalies: await withReasons(loaded, kind, id, inUnits) };
}

/** Each with the event that explains it. */
async function withReasons(
  loaded: LoadedExperiment,
  kind: SubjectKind,
  id: string,
  anomalies: readonly Anomaly[],
): Promise<readonly Anomaly[]> {
  if (!anomalies.some(isExplainable)) return anomalies;
  const { index } = loaded;
  const events = await loaded.events();
  if (kind !== 'pair') return explained(index, id, standingEventsOf(events, id), anomalies);
  const pair = index.pairs.get(id);
  return pair === undefined ? anomalies : explainedOfPair(index, pair, events, anomalies);
}

/** Numbers of a list that is older than the definition in force are in the units of then, and say so. */
function inTheirUnits(
  { index }: LoadedExperiment,
  record: SubjectRecord | null,
  anomalies: readonly Anomaly[],
): readonly Anomaly[] {
  if (record?.units === undefined || anomalies.length === 0) return anomalies;
  const { kind, id, units } = record;
  const unit = kind === 'unit' ? id : index.pairs.get(id)?.flight;
  if (unit === undefined || !index.units.has(unit)) return anomalies;
  const moved = unitsMoved(units, unitsAnswered(answerRulesOf(index, unit)));
  return anomalies.map((anomaly) => {
    const own = anomaly.channels.flatMap((series): [string, string][] => {
      const from = moved.get(series)?.from;
      return typeof from === 'string' ? [[series, from]] : [];
    });
    return own.length === 0 ? anomaly : { ...anomaly, ucums: Object.fromEntries(own) };
  });
}

/** With what never came of the whole unit. */
async function withAbsences(standing: Standing, stored: StandingFindings): Promise<StandingFindings> {
  const own = (await standing.absences()).get(stored.id) ?? [];
  return own.length === 0 ? stored : { ...stored, anomalies: [...stored.anomalies, ...own] };
}

async function withClock(
  ports: Ports,
  standing: Standing,
  stored: StandingFindings,
): Promise<StandingFindings> {
  const clocked = await clockOf(ports, standing, stored.id, stored.record);
  return clocked.length === 0 ? stored : { ...stored, anomalies: [...stored.anomalies, ...clocked] };
}

async function clockOf(
  ports: Ports,
  standing: Standing,
  unit: string,
  record: SubjectRecord | null,
): Promise<Anomaly[]> {
  const { loaded, at } = standing;
  const rules = contactRulesOf(standing, unit);
  const found: Anomaly[] = [];
  for (const detector of CLOCK_DETECTORS) {
    const { rule } = detector.aimAt(rules);
    if (rule === undefined) continue;
    const judged = record?.asOf ?? null;
    const isAhead = judged !== null && judged > at;
    // What was judged is enough for most; only where that would be wrong are the newest samples looked for.
    if (!isAhead && detector.findAt(rule, { unit, newest: judged }, at).length === 0) continue;
    const newest = await newestSample(ports, loaded, unit, { judged, at });
    found.push(...detector.findAt(rule, { unit, newest }, at));
  }
  return found;
}

/** What the unit is held against by the clock. */
export function contactRulesOf({ loaded, flying, plan, at }: Standing, unit: string): ContactRules {
  const { contacts } = loaded.definition;
  return { isFlying: flying.has(unit), plan, maxSilence: contacts?.maxSilence ?? null, at };
}
