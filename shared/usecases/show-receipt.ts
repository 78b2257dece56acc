import type { ReceiptOnWire, ReceiptsOnWire } from '../contract/downlinks.ts';
import { type Anomaly, SEVERITIES } from '../domain/anomaly/anomaly.ts';
import { type MissingStretch, NO_FACTS, type VerdictFacts, verdictOf } from '../domain/downlink/verdict.ts';
import { headKey, headKind, headPrefix } from '../domain/records/head.ts';
import { sortKey } from '../domain/records/kind.ts';
import {
  DOWNLINK,
  isIngested,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../domain/records/receipt.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { loadExperiment } from './load-experiment.ts';
import { readFindings, type SubjectFindings } from './read-pages.ts';
import { receiptOnWire } from './receipt-on-wire.ts';

const PAGE_SIZE = 100;

/** The receipt with its verdict as things stand now. Refuses an unknown downlink. */
export async function showReceipt(ports: Ports, experiment: string, id: string): Promise<ReceiptOnWire> {
  const { record } = await loadExperiment(ports, experiment);
  const receipt = await receiptNamed(ports, experiment, id);
  const surroundings = new Surroundings(ports, experiment, record.serving);
  return receiptOnWire(receipt, verdictOf(receipt, await surroundings.factsOf(receipt)));
}

/** Receipts in the order they were announced, a page at a time; `after` is the id that the page before ended with. */
export async function listReceipts(
  ports: Ports,
  experiment: string,
  after?: string,
): Promise<ReceiptsOnWire> {
  const { record } = await loadExperiment(ports, experiment);
  const page = {
    limit: PAGE_SIZE + 1,
    ...(after !== undefined && { after: receiptKey(experiment, after).sort }),
  };
  const receipts: ReceiptRecord[] = [];
  for await (const { item } of ports.catalogue.list(receiptKind, experiment, sortKey(DOWNLINK, ''), page)) {
    receipts.push(item);
  }
  const shown = receipts.slice(0, PAGE_SIZE);
  const next = receipts.length > PAGE_SIZE ? shown.at(-1)?.id : undefined;
  const surroundings = new Surroundings(ports, experiment, record.serving);
  const downlinks: ReceiptOnWire[] = [];
  for (const receipt of shown) {
    downlinks.push(receiptOnWire(receipt, verdictOf(receipt, await surroundings.factsOf(receipt))));
  }
  return { downlinks, ...(next !== undefined && { next }) };
}

/** The rejects as CSV, header first. */
export async function* readRejects(ports: Ports, experiment: string, id: string): AsyncIterable<Uint8Array> {
  await loadExperiment(ports, experiment);
  const receipt = await receiptNamed(ports, experiment, id);
  yield Buffer.from('line,column,code,message,text\r\n');
  for (const key of receipt.rejects) yield* ports.archive.open(key);
}

async function receiptNamed(ports: Ports, experiment: string, id: string): Promise<ReceiptRecord> {
  const stored = await ports.catalogue.get(receiptKind, receiptKey(experiment, id));
  if (stored !== null) return stored.item;
  throw new Refusal('not-found', 'downlink.unknown', `the experiment ${experiment} has no downlink "${id}"`);
}

/** What is known around downlinks: findings on their units, buckets still due. Each is read once. */
class Surroundings {
  readonly #ports: Ports;
  readonly #experiment: string;
  readonly #generation: number;
  readonly #findings = new Map<string, Promise<SubjectFindings>>();
  #dueHeads: Promise<ReadonlySet<string>> | null = null;

  constructor(ports: Ports, experiment: string, generation: number) {
    this.#ports = ports;
    this.#experiment = experiment;
    this.#generation = generation;
  }

  /** What was found on the units of this downlink within the time it covers. */
  async factsOf(receipt: ReceiptRecord): Promise<VerdictFacts> {
    if (!isIngested(receipt.state) || receipt.ranges.length === 0) return NO_FACTS;
    const units = [...new Set(receipt.ranges.map((range) => range.unit))];
    const from = Math.min(...receipt.ranges.map((range) => range.from));
    const to = Math.max(...receipt.ranges.map((range) => range.to));
    const findings = await Promise.all(units.map((unit) => this.#findingsOf(unit)));
    const touching = findings
      .flatMap(({ anomalies }) => anomalies)
      .filter((anomaly) => anomaly.from <= to && (anomaly.to === null || anomaly.to >= from));
    const gaps = touching.filter(({ kind }) => kind === 'GAP');
    const others = touching.filter(({ kind }) => kind !== 'GAP');
    return {
      missing: gaps.map(missingStretch).sort((a, b) => b.to - b.from - (a.to - a.from)),
      anomalies: others.sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)),
      pending: (await this.#pendingHeads(receipt)) + findings.filter(({ record }) => record?.due).length,
    };
  }

  #findingsOf(unit: string): Promise<SubjectFindings> {
    const standing = this.#findings.get(unit);
    if (standing !== undefined) return standing;
    const findings = readFindings(this.#ports, this.#experiment, this.#generation, 'unit', unit);
    this.#findings.set(unit, findings);
    return findings;
  }

  async #pendingHeads(receipt: ReceiptRecord): Promise<number> {
    this.#dueHeads ??= this.#readDueHeads();
    const due = await this.#dueHeads;
    return receipt.touched.filter(({ generation, unit, bucket }) =>
      due.has(headKey(this.#experiment, generation, unit, bucket).sort),
    ).length;
  }

  async #readDueHeads(): Promise<ReadonlySet<string>> {
    const due = new Set<string>();
    const heads = this.#ports.catalogue.list(headKind, this.#experiment, headPrefix(this.#generation));
    for await (const { key, item } of heads) if (item.due) due.add(key.sort);
    return due;
  }
}

function missingStretch(gap: Anomaly): MissingStretch {
  const { missingSamples } = gap.evidence;
  return {
    unit: gap.unit ?? '',
    channels: gap.channels,
    from: gap.from,
    to: gap.to ?? gap.from,
    samples: typeof missingSamples === 'number' ? missingSamples : 0,
  };
}
