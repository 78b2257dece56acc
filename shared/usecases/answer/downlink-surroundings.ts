/** What is known around downlinks: findings on their units, gaps to ask for again, buckets still due. */

import type { SubjectKind } from '../../domain/anomaly/subject.ts';
import { assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import type { AssayResults } from '../../domain/assay/results.ts';
import { headKey, headKind } from '../../domain/bucket/head.ts';
import { endOfPlan, nextContact } from '../../domain/contacts/contact.ts';
import { flyingUnits } from '../../domain/contacts/flying-units.ts';
import { isHere } from '../../domain/contacts/told-cause.ts';
import { type Anomaly, detectorNamed, followsClock } from '../../domain/detect/registry.ts';
import {
  isIngested,
  isOpen,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import { type Span, spanOf, touches } from '../../domain/downlink/span.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import { pairsOf, unitSeries } from '../../domain/experiment/lookups.ts';
import { unitsOf } from '../../domain/experiment/source-cells.ts';
import { type Key, sortKey } from '../../domain/kind.ts';
import type { Micros } from '../../domain/time.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { EVENT } from '../../domain/timeline/event-record.ts';
import {
  type UnitStart,
  unitStart,
  wholeHoursAlone,
  wholeHoursText,
} from '../../domain/timeline/whole-hours.ts';
import type { AssayFacts } from '../../domain/verdict/records-verdict.ts';
import { NO_FACTS, type VerdictFacts } from '../../domain/verdict/verdict.ts';
import type { Ports } from '../../ports.ts';
import { assayResults } from '../assay/assay-results.ts';
import { type Standing, type StandingFindings, standingAt, standingOf } from '../judge/standing.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { originalsOf } from '../known/originals-of.ts';
import { type Owed, owedNow } from '../known/owe.ts';
import { GapCauses } from './gap-causes.ts';
import { type AskAgain, askAgain } from './query-redownlink.ts';
import { readAsIn } from './read-as.ts';

/** Each thing is read once, however many downlinks are asked about. */
export class Surroundings {
  readonly #ports: Ports;
  readonly #experiment: LoadedExperiment;
  readonly #causes: GapCauses;
  readonly #standing: Standing;
  readonly #findings = new Map<string, Promise<StandingFindings>>();
  readonly #owed: Owed;
  readonly #assays = new Map<string, Promise<OfAssay>>();
  readonly #due = new Map<string, Promise<boolean>>();
  readonly #asks = new Map<string, Promise<AskAgain>>();

  private constructor(
    ports: Ports,
    experiment: LoadedExperiment,
    { owed, causes, standing }: { owed: Owed; causes: GapCauses; standing: Standing },
  ) {
    this.#ports = ports;
    this.#experiment = experiment;
    this.#causes = causes;
    this.#standing = standing;
    this.#owed = owed;
  }

  /** `mostOwed` entries of the ledger are read: of what is owed beyond these, the head of each downlink is asked. */
  static async load(ports: Ports, experiment: LoadedExperiment, mostOwed?: number): Promise<Surroundings> {
    // Before what is found: work moves from the ledger to units and pairs, and none is missed between two.
    const owed = await owedNow(ports, experiment, mostOwed);
    const causes = await GapCauses.load(ports, experiment);
    const standing = await standingAt(ports, experiment, causes.now);
    return new Surroundings(ports, experiment, { owed, causes, standing });
  }

  get now(): Micros {
    return this.#causes.now;
  }

  /** What was found on the units of this downlink, and on their pairs, within the time it covers or by the clock. */
  async factsOf(receipt: ReceiptRecord): Promise<Omit<VerdictFacts, 'isReadUnderOther'>> {
    if (receipt.state === 'WITHDRAWN')
      return { ...NO_FACTS, countsInstead: await this.#countsInstead(receipt) };
    if (isOpen(receipt.state)) return { ...NO_FACTS, now: this.#causes.now };
    if (
      isIngested(receipt.state) &&
      receipt.source !== null &&
      this.#experiment.index.assays.has(receipt.source)
    )
      return {
        ...NO_FACTS,
        original: await this.#originalOf(receipt),
        assay: {
          ...(await this.#assayFacts(receipt.source)),
          readAs: readAsIn(this.#experiment.index, receipt),
        },
      };
    if (!isIngested(receipt.state) || receipt.ranges.length === 0) return NO_FACTS;
    const { definition, index } = this.#experiment;
    const units = [...new Set(receipt.ranges.map((range) => range.unit))].filter((unit) =>
      index.units.has(unit),
    );
    const span = spanOf(receipt.ranges);
    const upstream = await this.#pendingOf(receipt);
    const ofUnits = await Promise.all(units.map((unit) => this.#findingsOf('unit', unit)));
    const ofPairs = await this.#pairFindings(units, span);
    const silent = await this.#byClock(receipt, units);
    const { gaps, asks, overwritten } = await this.#asksOf(units);
    const touching = asks.filter((one) => touches(one, span));
    const { plan, now } = this.#causes;
    const judged = [...ofUnits, ...ofPairs.map(({ findings }) => findings)];
    return {
      countsInstead: null,
      original: await this.#originalOf(receipt),
      conflictsWith: receipt.counts.conflicts === 0 ? [] : await this.#causes.sharingWith(receipt),
      missing: gaps.filter((one) => touches(one, span)).sort((a, b) => b.to - b.from - (a.to - a.from)),
      asks: touching,
      overwritten: overwritten.filter((one) => touches(one, span)).length,
      otherAsks: asks.filter((one) => !isHere(one.cause) && !touching.includes(one)).length,
      anomalies: [
        ...ofUnits.flatMap(({ anomalies }) =>
          anomalies.filter((one) => followsClock(one) || touches(one, span)),
        ),
        ...ofPairs.flatMap(({ anomalies }) => anomalies),
        ...silent,
      ].filter(({ kind }) => {
        const { isLogOnly, hasOwnLine } = detectorNamed(kind);
        return !isLogOnly && !hasOwnLine;
      }),
      pending: upstream + judged.filter(({ record }) => record?.due).length,
      contact: plan === null ? null : nextContact(plan, now),
      isPlanned: plan !== null,
      planEnd: plan === null ? null : endOfPlan(plan.contacts),
      channelCounts: Object.fromEntries(units.map((unit) => [unit, unitSeries(index, unit).length])),
      ucums: Object.fromEntries(definition.channels.map(({ id, unit }) => [id, unit])),
      twins: Object.fromEntries(definition.pairs.map(({ id, flight, ground }) => [id, { flight, ground }])),
      flying: flyingUnits(index),
      assay: null,
      now,
    };
  }

  async #originalOf({ duplicateOf }: ReceiptRecord): Promise<VerdictFacts['original']> {
    if (duplicateOf === null) return null;
    const key = receiptKey(this.#experiment.experiment, duplicateOf);
    return (await this.#ports.catalogue.get(receiptKind, key))?.item ?? null;
  }

  #assayFacts(assay: string): Promise<OfAssay> {
    return readOnce(this.#assays, assay, async () => {
      const { experiment, generation } = this.#experiment;
      const record = (await this.#ports.catalogue.get(assayKind, assayKey(experiment, generation, assay)))
        ?.item;
      const results = record === undefined ? null : await assayResults(this.#ports, record);
      const isPending = record === undefined || record.due;
      return { assay, isPending, results, absent: this.#absentIn(assay, results) };
    });
  }

  /** What the other files and the definition in force make of a file of an assay; nothing while that is worked out. */
  async #ofAssay({ id, source }: ReceiptRecord): Promise<ReceiptRecord['warnings']> {
    if (source === null || !this.#experiment.index.assays.has(source)) return [];
    const { isPending, results } = await this.#assayFacts(source);
    return isPending ? [] : (results?.files.find(({ downlink }) => downlink === id)?.remarks ?? []);
  }

  #absentIn(assay: string, results: AssayResults | null): string[] {
    const { definition, index } = this.#experiment;
    const came = new Set(
      [results, results?.without]
        .flatMap((one) => [...(one?.slices ?? []), ...(one?.measured ?? [])])
        .map(({ unit }) => unit),
    );
    const arms = new Set(contrastsOf(index.assays.get(assay) ?? {}, index).flatMap(({ a, b }) => [a, b]));
    return definition.units.flatMap(({ id, arm }) => (arms.has(arm) && !came.has(id) ? [id] : []));
  }

  async #countsInstead({ id: downlink, sha256, source }: ReceiptRecord): Promise<string | null> {
    if (sha256 === null || source === null) return null;
    const { experiment } = this.#experiment;
    const originals = await originalsOf(this.#ports, { experiment, downlink }, sha256);
    return originals.find((one) => one.source === source)?.id ?? null;
  }

  /** Remarks that only what is known around the file shows: on the first of a unit, and on one of an assay. */
  async remarksOn(receipt: ReceiptRecord): Promise<ReceiptRecord['warnings']> {
    const { state, ranges } = receipt;
    if (!isIngested(state)) return [];
    if (ranges.length === 0) return this.#ofAssay(receipt);
    const { index } = this.#experiment;
    const byUnit = Map.groupBy(ranges, ({ unit }) => unit);
    const units = [...byUnit].filter(([unit]) => index.units.has(unit));
    if (units.length === 0) return [];
    const events = await this.#experiment.events();
    const found = await Promise.all(
      units.map(async ([unit, brought]) => {
        const first = Math.min(...brought.map(({ from }) => from));
        const { record } = await this.#findingsOf('unit', unit);
        if (record?.first !== first) return [];
        const periods = unitSeries(index, unit).map(({ period }) => period);
        const start = unitStart(events, unit, first);
        const hours = wholeHoursAlone(start, await this.#twinStarts(unit, events), Math.min(...periods));
        return hours === null ? [] : [{ code: 'time.whole-hours', message: wholeHoursText(unit, hours) }];
      }),
    );
    return found.flat();
  }

  async #twinStarts(unit: string, events: readonly TimelineEvent[]): Promise<(UnitStart | null)[]> {
    const twins = pairsOf(this.#experiment.index, unit).map(({ flight, ground }) =>
      flight === unit ? ground : flight,
    );
    return Promise.all(
      twins.map(async (twin) => {
        const { record } = await this.#findingsOf('unit', twin);
        return unitStart(events, twin, record?.first ?? null);
      }),
    );
  }

  /** What follows the clock on units that the file's source speaks of, and of which it brought nothing. */
  async #byClock({ source: id }: ReceiptRecord, brought: readonly string[]): Promise<Anomaly[]> {
    const { definition, index } = this.#experiment;
    const source = id === null ? undefined : index.sources.get(id);
    const units = source === undefined ? [] : unitsOf(definition, source);
    const others = units.filter((unit) => index.units.has(unit) && !brought.includes(unit));
    const found = await Promise.all(others.map((unit) => this.#findingsOf('unit', unit)));
    return found.flatMap(({ anomalies }) => anomalies.filter(followsClock));
  }

  /** Anomalies of pairs are told in the flight unit's time: a file of the ground unit is later or earlier by the shift. */
  async #pairFindings(units: readonly string[], span: Span) {
    const { index } = this.#experiment;
    const asked = new Set(units);
    const pairs = new Set(units.flatMap((unit) => pairsOf(index, unit)));
    return Promise.all(
      Array.from(pairs, async ({ id, flight, ground }) => {
        const findings = await this.#findingsOf('pair', id);
        const shift = findings.record?.shiftMicros ?? 0;
        const spans = [
          ...(asked.has(flight) ? [span] : []),
          ...(asked.has(ground) ? [{ from: span.from - shift, to: span.to - shift }] : []),
        ];
        const isNear = (one: Anomaly) => spans.some((own) => touches(one, own));
        return { findings, anomalies: findings.anomalies.filter(isNear) };
      }),
    );
  }

  #findingsOf(kind: SubjectKind, subject: string): Promise<StandingFindings> {
    return readOnce(this.#findings, `${kind} ${subject}`, () =>
      standingOf(this.#ports, this.#standing, kind, subject),
    );
  }

  #asksOf(units: readonly string[]): Promise<AskAgain> {
    return readOnce(this.#asks, units.join(' '), async () => askAgain(this.#standing, this.#causes, units));
  }

  /** What is owed of the receipt itself, of an event or definition, and of the heads that it touched. */
  async #pendingOf(receipt: ReceiptRecord): Promise<number> {
    const { experiment } = this.#experiment;
    const { items, recomputes, atLeast } = this.#owed;
    const anywhere = [...items].filter((sort) => sort.startsWith(sortKey(EVENT, ''))).length;
    const touched = receipt.touched.map(({ generation, unit, bucket }) =>
      headKey(experiment, generation, unit, bucket),
    );
    const owed = touched.filter(({ sort }) => items.has(sort)).length;
    const sum = recomputes + (receipt.due ? 1 : 0) + anywhere + owed;
    return sum === 0 && atLeast ? this.#firstDue(touched) : sum;
  }

  /** Where the ledger holds more than is read of it, the heads are asked themselves, until one is due. */
  async #firstDue(heads: readonly Key[]): Promise<number> {
    for (const key of heads) {
      const isDue = readOnce(this.#due, key.sort, async () => {
        const head = await this.#ports.catalogue.get(headKind, key);
        return head?.item.due === true;
      });
      if (await isDue) return 1;
    }
    return 0;
  }
}

/** The same for every file of it. */
type OfAssay = Omit<AssayFacts, 'readAs'>;

function readOnce<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const standing = known.get(key);
  if (standing !== undefined) return standing;
  const fresh = read();
  known.set(key, fresh);
  return fresh;
}
