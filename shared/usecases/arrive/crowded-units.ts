/** Warns of a file whose samples lie between those that are there already: a clock that is wrong looks like bad hardware. */
import { addCrowding, type Crowding, isCrowded } from '../../domain/archive/crowding.ts';
import type { HeadEntry, SegmentReference } from '../../domain/bucket/head.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { groupedText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import { crowdingAgainst } from '../heads/count-entries.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** Takes what one file brings to each bucket. */
export class CrowdedUnits {
  readonly #ports: Ports;
  readonly #loaded: LoadedExperiment;
  /** By unit and series. */
  readonly #found = new Map<string, Crowding>();
  readonly #downlinks = new Set<string>();

  constructor(ports: Ports, loaded: LoadedExperiment) {
    this.#ports = ports;
    this.#loaded = loaded;
  }

  /** @param others the entries of other downlinks in the bucket */
  async add(
    unit: string,
    segments: readonly SegmentReference[],
    others: readonly HeadEntry[],
  ): Promise<void> {
    const periods = new Map(
      unitSeries(this.#loaded.index, unit).map(({ series, period }) => [series, microsOf(period)]),
    );
    const periodOf = (series: string) => periods.get(series) ?? null;
    const { crowding, downlinks } = await crowdingAgainst(this.#ports, others, segments, periodOf);
    for (const one of crowding) {
      const name = `${unit} ${one.series}`;
      const known = this.#found.get(name);
      this.#found.set(name, known === undefined ? one : addCrowding(known, one));
    }
    if (crowding.some(({ between }) => between > 0)) for (const id of downlinks) this.#downlinks.add(id);
  }

  async warnings(): Promise<ReceiptRecord['warnings']> {
    const crowded = [...this.#found].filter(([, one]) => isCrowded(one));
    if (crowded.length === 0) return [];
    const sum = (of: (one: Crowding) => number) => crowded.reduce((total, [, one]) => total + of(one), 0);
    const names = crowded.map(([name]) => name).toSorted();
    const message = `${groupedText(sum(({ between }) => between))} of ${groupedText(sum(({ brought }) => brought))} samples of ${listText(names)} lie between samples of the same time that are stored already${await this.#whose()}, and leave no room at the declared period: is the clock of this file right? All of them count; withdraw the file whose times are wrong`;
    return [{ code: 'time.already-full', message }];
  }

  async #whose(): Promise<string> {
    const names: string[] = [];
    for (const id of [...this.#downlinks].sort().slice(0, MOST_NAMED)) {
      const stored = await this.#ports.catalogue.get(receiptKind, receiptKey(this.#loaded.experiment, id));
      if (stored !== null) names.push(stored.item.fileName);
    }
    const more = this.#downlinks.size - names.length;
    return names.length === 0 ? '' : ` (${listText(names)}${more > 0 ? ` and ${more} more` : ''})`;
  }
}

const MOST_NAMED = 3;
