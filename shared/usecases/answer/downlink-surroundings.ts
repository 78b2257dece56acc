/** What is known around downlinks: findings on their units, gaps to ask for again, buckets still due. */
import type { Anomaly } from '../../domain/anomaly/anomaly.ts';
import type { SubjectKind } from '../../domain/anomaly/subject.ts';
import { headKey, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { nextContact } from '../../domain/contacts/contact.ts';
import { flyingUnits } from '../../domain/contacts/flying-units.ts';
import { isIngested, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { pairsOf, unitSeries } from '../../domain/experiment/lookups.ts';
import type { Micros } from '../../domain/time.ts';
import { NO_FACTS, type VerdictFacts } from '../../domain/verdict/verdict.ts';
import type { Ports } from '../../ports.ts';
import { readFindings, type SubjectFindings } from '../judge/read-findings.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { GapCauses } from './gap-causes.ts';
import { type AskAgain, askAgain } from './query-redownlink.ts';

/** Each thing is read once, however many downlinks are asked about. */
export class Surroundings {
  readonly #ports: Ports;
  readonly #experiment: LoadedExperiment;
  readonly #causes: GapCauses;
  readonly #findings = new Map<string, Promise<SubjectFindings>>();
  readonly #asks = new Map<string, Promise<AskAgain>>();
  #dueHeads: Promise<ReadonlySet<string>> | null = null;

  private constructor(ports: Ports, experiment: LoadedExperiment, causes: GapCauses) {
    this.#ports = ports;
    this.#experiment = experiment;
    this.#causes = causes;
  }

  static async load(ports: Ports, experiment: LoadedExperiment): Promise<Surroundings> {
    return new Surroundings(ports, experiment, await GapCauses.load(ports, experiment));
  }

  /** What was found on the units of this downlink, and on their pairs, within the time it covers. */
  async factsOf(receipt: ReceiptRecord): Promise<VerdictFacts> {
    if (!isIngested(receipt.state) || receipt.ranges.length === 0) return NO_FACTS;
    const { definition, index } = this.#experiment;
    const units = [...new Set(receipt.ranges.map((range) => range.unit))].filter((unit) =>
      index.units.has(unit),
    );
    const span = {
      from: Math.min(...receipt.ranges.map((range) => range.from)),
      to: Math.max(...receipt.ranges.map((range) => range.to)),
    };
    const ofUnits = await Promise.all(units.map((unit) => this.#findingsOf('unit', unit)));
    const ofPairs = await this.#pairFindings(units, span);
    const { gaps, asks } = await this.#asksOf(units);
    const touching = asks.filter((one) => touches(one, span));
    const { plan, now } = this.#causes;
    const judged = [...ofUnits, ...ofPairs.map(({ findings }) => findings)];
    return {
      missing: gaps.filter((one) => touches(one, span)).sort((a, b) => b.to - b.from - (a.to - a.from)),
      asks: touching,
      otherAsks: asks.length - touching.length,
      anomalies: [
        ...ofUnits.flatMap(({ anomalies }) => anomalies.filter((one) => touches(one, span))),
        ...ofPairs.flatMap(({ anomalies }) => anomalies),
      ].filter(({ kind }) => kind !== 'GAP'),
      pending: (await this.#pendingHeads(receipt)) + judged.filter(({ record }) => record?.due).length,
      contact: plan === null ? null : nextContact(plan, now),
      isPlanned: plan !== null,
      channelCounts: Object.fromEntries(units.map((unit) => [unit, unitSeries(index, unit).length])),
      ucums: Object.fromEntries(definition.channels.map(({ id, unit }) => [id, unit])),
      twins: Object.fromEntries(definition.pairs.map(({ id, flight, ground }) => [id, { flight, ground }])),
      flying: flyingUnits(index),
      now,
    };
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

  #findingsOf(kind: SubjectKind, subject: string): Promise<SubjectFindings> {
    const { experiment, generation } = this.#experiment;
    return standingOr(this.#findings, `${kind} ${subject}`, () =>
      readFindings(this.#ports, experiment, generation, kind, subject),
    );
  }

  #asksOf(units: readonly string[]): Promise<AskAgain> {
    return standingOr(this.#asks, units.join(' '), () =>
      askAgain(this.#ports, this.#experiment, this.#causes, units),
    );
  }

  async #pendingHeads(receipt: ReceiptRecord): Promise<number> {
    this.#dueHeads ??= this.#readDueHeads();
    const due = await this.#dueHeads;
    return receipt.touched.filter(({ generation, unit, bucket }) =>
      due.has(headKey(this.#experiment.experiment, generation, unit, bucket).sort),
    ).length;
  }

  async #readDueHeads(): Promise<ReadonlySet<string>> {
    const { experiment, generation } = this.#experiment;
    const due = new Set<string>();
    const heads = this.#ports.catalogue.list(headKind, experiment, headPrefix(generation));
    for await (const { key, item } of heads) if (item.due) due.add(key.sort);
    return due;
  }
}

interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

function touches(one: { readonly from: Micros; readonly to: Micros | null }, { from, to }: Span): boolean {
  return one.from <= to && (one.to === null || one.to >= from);
}

function standingOr<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const standing = known.get(key);
  if (standing !== undefined) return standing;
  const fresh = read();
  known.set(key, fresh);
  return fresh;
}
