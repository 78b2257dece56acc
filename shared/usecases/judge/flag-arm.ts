import { byOnset } from '../../domain/anomaly/anomaly.ts';
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { type BucketDays, bucketAt, bucketNamed } from '../../domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { flyingUnits } from '../../domain/contacts/flying-units.ts';
import { armRules, type ResidualRule, twinShifts } from '../../domain/detect/drift/arm-rules.ts';
import { blockFactsSchema, meansOf, type SeriesBlocks } from '../../domain/detect/drift/block-facts.ts';
import { driftAnomaly } from '../../domain/detect/drift/drift-anomaly.ts';
import { foldArm, lastingDrifts, type SeenDrift } from '../../domain/detect/drift/fold-arm.ts';
import { armNoise } from '../../domain/detect/drift/learnt-noise.ts';
import { isQuiet } from '../../domain/detect/drift/noise.ts';
import { placeName, unitsOfArm } from '../../domain/detect/drift/reference.ts';
import type { ArmState } from '../../domain/detect/drift/residual.ts';
import type { StoredArm } from '../../domain/detect/drift/stored-arm.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { ARM_FOLD, UNIT_PAGE_FORMAT } from '../../domain/detect/versions.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { unitsMoved } from '../../domain/telemetry/page-units.ts';
import type { Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { digestOf } from '../../formats/digest.ts';
import type { ObjectVersion, Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import { loadContacts } from '../known/load-contacts.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { readUnitFacts } from '../pages/read-pages.ts';
import { armCheckpoint, packedArm, unpackedArm } from './arm-checkpoint.ts';
import type { Findings } from './flag-unit.ts';
import { type Chain, foldCheckpoints, type Step } from './fold-checkpoints.ts';
import { OutdatedPages } from './outdated-pages.ts';
import { readFindings, type SubjectFindings, stuckStretches } from './read-findings.ts';

/**
 * Everything that the units of an arm show against each other, from their pages and from what was found on each. Fails with
 * `OutdatedPages` as judging a unit does.
 */
export async function flagArm(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: SubjectRecord,
): Promise<Findings> {
  const { experiment, generation, index, rehearsed } = loaded;
  const { id: arm } = subject;
  const units = unitsOfArm(index, arm);
  const events = await loaded.events();
  const rules = armRules(index, arm, events, rehearsed);
  const read = [...units.map((unit) => ({ unit, shift: 0 })), ...twinShifts(index, arm, events)];
  const found = new Map<string, SubjectFindings>();
  for (const { unit } of read)
    found.set(unit, await readFindings(ports, experiment, generation, 'unit', unit));
  const stuckOf = stuckOn(rules, found);
  const days = armBucketDays(index, arm);
  const detectors = digestOf([ARM_FOLD, days]);
  const ruled = digestOf(rules);
  const chain: Chain<StoredArm> = {
    detectors,
    start: {},
    schema: armCheckpoint,
    stepsAfter: async (bucket) => {
      const pages = await pagesAfter(ports, loaded, { arm, days, read }, bucket);
      return pages.map((page) => stepOf(ports, page, { rules, ruled, stuckOf, detectors, days }));
    },
  };
  const at = { experiment, generation, kind: 'arm', id: arm } as const;
  const { state, closed, remember, damaged } = await foldCheckpoints(ports, at, subject, chain);
  const judged = unpackedArm(state);
  const newestOf = (unit: string) => found.get(unit)?.record?.asOf ?? null;
  const plan = await loadContacts(ports, experiment, index.definition);
  const flying = flyingUnits(index);
  const lasting = lastingDrifts(judged, rules).map((seen) => {
    const { unit } = seen.rule;
    return driftAnomaly(seen, newestOf(unit), flying.has(unit) ? plan?.contacts : []);
  });
  const newest = units.flatMap((unit) => newestOf(unit) ?? []);
  // Only a rehearsal is asked for it.
  const noise = index.definition.mode === 'REHEARSAL' ? armNoise(judged, rules) : [];
  return {
    anomalies: [...closed, ...lasting].sort(byOnset),
    asOf: newest.length === 0 ? null : Math.max(...newest),
    remember: {
      ...remember,
      shiftMicros: null,
      reached: reachedBy(judged),
      quiet: quietIn(judged, rules),
      noise,
    },
    damaged,
  };
}

/** Of what there is enough to judge by, by name of the place. */
function reachedBy(state: ArmState): SubjectRecord['reached'] {
  const judged = [...state].filter(([, { drift }]) => drift.belief !== null);
  return Object.fromEntries(judged.map(([name]) => [name, 'JUDGED' as const]));
}

/** Names of the places whose residual is quieter than its resolution. */
function quietIn(state: ArmState, rules: readonly ResidualRule[]): string[] {
  return rules.flatMap((rule) => {
    const { drift, choice } = state.get(placeName(rule)) ?? {};
    if (drift === undefined || choice == null || rule.references.length === 0) return [];
    const known = choice.option === 0 ? rule.noise : {};
    return isQuiet(known, drift.warmUp, rule.leastSd) ? [placeName(rule)] : [];
  });
}

/** The longest of its units' buckets: the others lie in one of them. */
export function armBucketDays(index: DefinitionIndex, arm: string): BucketDays {
  const days = unitsOfArm(index, arm).map((unit) => bucketDaysOf(index, unit));
  return days.includes(30) ? 30 : 1;
}

/** The first bucket of the arm that a unit's bucket lies in; of a twin that goes through the same so much later. */
export function armBucketOf(
  index: DefinitionIndex,
  arm: string,
  unit: string,
  bucket: string,
  shift: Micros = 0,
): string {
  const { from } = bucketNamed(bucket, bucketDaysOf(index, unit));
  return bucketAt(from - shift, armBucketDays(index, arm)).name;
}

type StuckOf = (name: string) => readonly Interval[];

function stuckOn(rules: readonly ResidualRule[], found: ReadonlyMap<string, SubjectFindings>): StuckOf {
  const stuck = new Map(
    rules.map((rule) => [
      placeName(rule),
      stuckStretches(found.get(rule.unit)?.anomalies ?? [], rule.series).toSorted((a, b) => a.from - b.from),
    ]),
  );
  return (name) => stuck.get(name) ?? [];
}

interface ArmPages {
  readonly bucket: string;
  readonly pages: readonly { readonly unit: string; readonly page: ObjectVersion & { digest: string } }[];
}

/** Units whose pages are read, and how much later than the arm each goes through the same. */
type Read = readonly { readonly unit: string; readonly shift: Micros }[];

/**
 * The pages of all units in the buckets after the one named, in order; of twins those that reach into a bucket of which a
 * unit of the arm has a page.
 */
async function pagesAfter(
  ports: Ports,
  loaded: LoadedExperiment,
  { arm, days, read }: { readonly arm: string; readonly days: BucketDays; readonly read: Read },
  bucket: string | null,
): Promise<ArmPages[]> {
  const { index } = loaded;
  const end = bucket === null ? null : bucketNamed(bucket, days).to;
  const byBucket = new Map<string, ArmPages['pages'][number][]>();
  const outdated: BucketAddress[] = [];
  for (const { unit, shift } of read) {
    const isOwn = index.units.get(unit)?.arm === arm;
    for (const { bucket: own, page } of await pagesOf(
      ports,
      loaded,
      unit,
      end === null ? null : end + shift,
    )) {
      if (isOutdated(index, unit, page))
        outdated.push({
          ...{ experiment: loaded.experiment, generation: loaded.generation },
          unit,
          bucket: own,
        });
      for (const name of bucketsReached(bucketNamed(own, bucketDaysOf(index, unit)), shift, days)) {
        const pages = byBucket.get(name);
        if (bucket !== null && name <= bucket) continue;
        if (pages !== undefined) pages.push({ unit, page });
        else if (isOwn) byBucket.set(name, [{ unit, page }]);
      }
    }
  }
  if (outdated.length > 0) throw new OutdatedPages(outdated);
  const names = [...byBucket.keys()].sort();
  return names.map((name) => ({ bucket: name, pages: byBucket.get(name) ?? [] }));
}

type UnitPage = ArmPages['pages'][number]['page'] & Pick<NonNullable<HeadRecord['page']>, 'format' | 'units'>;

/** Of the buckets that reach beyond `after`, in order; names of buckets sort as time does. */
async function pagesOf(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  unit: string,
  after: Micros | null,
): Promise<{ readonly bucket: string; readonly page: UnitPage }[]> {
  const before = after === null ? null : bucketAt(after - 1, bucketDaysOf(index, unit));
  // One that ends after that is read again: of a twin it reaches into the next bucket of the arm.
  const last =
    before === null || before.to <= (after ?? 0)
      ? before
      : bucketAt(before.from - 1, bucketDaysOf(index, unit));
  const page = last === null ? {} : { after: headKey(experiment, generation, unit, last.name).sort };
  const found: { readonly bucket: string; readonly page: UnitPage }[] = [];
  for await (const { item } of ports.catalogue.list(headKind, experiment, headPrefix(generation, unit), page))
    if (item.page !== null) found.push({ bucket: item.bucket, page: item.page });
  return found;
}

function isOutdated(index: DefinitionIndex, unit: string, { format, units }: UnitPage): boolean {
  const answered = unitsAnswered(answerRulesOf(index, unit));
  return format !== UNIT_PAGE_FORMAT || unitsMoved(units, answered).size > 0;
}

/** Buckets of the arm that a stretch of a unit's time lies in, on the arm's time. */
function bucketsReached({ from, to }: Interval, shift: Micros, days: BucketDays): string[] {
  const first = bucketAt(from - shift, days);
  const last = bucketAt(to - shift - 1, days);
  return first.name === last.name ? [first.name] : [first.name, last.name];
}

interface JudgedBy {
  readonly rules: readonly ResidualRule[];
  /** Digest of the rules. */
  readonly ruled: string;
  readonly stuckOf: StuckOf;
  readonly detectors: string;
  readonly days: BucketDays;
}

function stepOf(
  ports: Ports,
  { bucket, pages }: ArmPages,
  { rules, ruled, stuckOf, detectors, days }: JudgedBy,
): Step<StoredArm> {
  const span = bucketNamed(bucket, days);
  const stuckHere = rules.map((rule) => [placeName(rule), within(stuckOf(placeName(rule)), span)]);
  return {
    bucket,
    basis: [detectors, pages.map(({ unit, page }) => [unit, page.digest]), ruled, stuckHere],
    fold: async (stored) => {
      const blocks = new Map<string, SeriesBlocks[]>();
      for (const { unit, page } of pages) {
        for (const { facts } of await readUnitFacts(ports, page))
          for (const [series, one] of Object.entries(blockFactsSchema.parse(facts.BLOCKS ?? {}))) {
            const name = placeName({ unit, series });
            blocks.set(name, [...(blocks.get(name) ?? []), one]);
          }
      }
      const { state, closed } = foldArm(unpackedArm(stored), rules, {
        meansOf: (place) => meansOf(blocks.get(placeName(place)) ?? []),
        stuckOf: (place) => stuckOf(placeName(place)),
      });
      return { state: packedArm(state), closed: toldOf(closed) };
    },
  };
}

const toldOf = (seen: readonly SeenDrift[]): Anomaly[] =>
  seen.map((one) => driftAnomaly(one, null)).sort(byOnset);

/** What of the stretches lies in the span, with an end beyond it left open, so that only news within changes it. */
function within(stretches: readonly Interval[], span: Interval): (number | null)[][] {
  return stretches
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map(({ from, to }) => [Math.max(from, span.from), to < span.to ? to : null]);
}
