/** What is known around downlinks: findings on their units, gaps to ask for again, buckets still due. */
import { SEVERITIES } from '../domain/anomaly/anomaly.ts';
import { nextContact } from '../domain/contacts/contact.ts';
import { flyingUnits } from '../domain/contacts/flying-units.ts';
import { NO_FACTS, type VerdictFacts } from '../domain/downlink/verdict.ts';
import { unitSeries } from '../domain/experiment/unit-series.ts';
import { headKey, headKind, headPrefix } from '../domain/records/head.ts';
import { isIngested, type ReceiptRecord } from '../domain/records/receipt.ts';
import type { Ports } from '../ports.ts';
import { GapCauses } from './gap-facts.ts';
import type { LoadedExperiment } from './load-experiment.ts';
import { type AskAgain, askAgain } from './query-redownlink.ts';
import { readFindings, type SubjectFindings } from './read-pages.ts';

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

  /** What was found on the units of this downlink within the time it covers. */
  async factsOf(receipt: ReceiptRecord): Promise<VerdictFacts> {
    if (!isIngested(receipt.state) || receipt.ranges.length === 0) return NO_FACTS;
    const { definition } = this.#experiment;
    const units = [...new Set(receipt.ranges.map((range) => range.unit))].filter((unit) =>
      definition.units.some(({ id }) => id === unit),
    );
    const from = Math.min(...receipt.ranges.map((range) => range.from));
    const to = Math.max(...receipt.ranges.map((range) => range.to));
    const touches = (one: { from: number; to: number | null }) =>
      one.from <= to && (one.to === null || one.to >= from);
    const findings = await Promise.all(units.map((unit) => this.#findingsOf(unit)));
    const others = findings.flatMap(({ anomalies }) => anomalies).filter(({ kind }) => kind !== 'GAP');
    const { gaps, asks } = await this.#asksOf(units);
    const touching = asks.filter(touches);
    const { plan, now } = this.#causes;
    return {
      missing: gaps.filter(touches).sort((a, b) => b.to - b.from - (a.to - a.from)),
      asks: touching,
      otherAsks: asks.length - touching.length,
      anomalies: others
        .filter(touches)
        .sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)),
      pending: (await this.#pendingHeads(receipt)) + findings.filter(({ record }) => record?.due).length,
      contact: plan === null ? null : nextContact(plan, now),
      isPlanned: plan !== null,
      channelCounts: Object.fromEntries(units.map((unit) => [unit, unitSeries(definition, unit).length])),
      flying: flyingUnits(definition),
      now,
    };
  }

  #findingsOf(unit: string): Promise<SubjectFindings> {
    const { id, serving } = this.#experiment.record;
    return standingOr(this.#findings, unit, () => readFindings(this.#ports, id, serving, 'unit', unit));
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
      due.has(headKey(this.#experiment.record.id, generation, unit, bucket).sort),
    ).length;
  }

  async #readDueHeads(): Promise<ReadonlySet<string>> {
    const { id, serving } = this.#experiment.record;
    const due = new Set<string>();
    for await (const { key, item } of this.#ports.catalogue.list(headKind, id, headPrefix(serving)))
      if (item.due) due.add(key.sort);
    return due;
  }
}

function standingOr<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const standing = known.get(key);
  if (standing !== undefined) return standing;
  const fresh = read();
  known.set(key, fresh);
  return fresh;
}
