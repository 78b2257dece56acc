/** What the heads hold of downlinks whose receipts the table has lost. */
import { headKind, headNamed, headPrefix } from '../../domain/bucket/head.ts';
import { receiptKey } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import { leaveHead } from '../heads/leave-head.ts';
import { mergedListOf } from '../heads/merged-list.ts';
import { isInTable } from '../known/lost-items.ts';
import { readAgainFrom } from './read-again.ts';

interface Place {
  readonly at: BucketAddress;
  readonly attempt: number;
}

/** Looked for once in a run, and only where a receipt is gone. */
export class Unreceipted {
  readonly #ports: Ports;
  readonly #experiment: string;
  readonly #generation: number;
  #places: Map<string, Place[]> | null = null;

  constructor(ports: Ports, experiment: string, generation: number) {
    this.#ports = ports;
    this.#experiment = experiment;
    this.#generation = generation;
  }

  /** Takes out what the downlink has in any head: read again, its samples would count beside those. */
  async leave(downlink: string): Promise<void> {
    this.#places ??= await this.#found();
    for (const { at, attempt } of this.#places.get(downlink) ?? []) {
      await leaveHead(this.#ports, at, { downlink, attempt }, readAgainFrom(this.#ports));
      await this.#ports.queues.align.send({ experiment: at.experiment, unit: at.unit, bucket: at.bucket });
    }
  }

  async #found(): Promise<Map<string, Place[]>> {
    const places = new Map<string, Place[]>();
    const hasReceipt = new Map<string, boolean>();
    const prefix = headPrefix(this.#generation);
    for await (const { key, item } of this.#ports.catalogue.list(headKind, this.#experiment, prefix)) {
      const at = { experiment: this.#experiment, generation: this.#generation, ...headNamed(key) };
      const merged = await mergedListOf(this.#ports, item);
      for (const { downlink, attempt } of [...item.entries, ...merged.entries]) {
        if (downlink === null) continue;
        const isKnown =
          hasReceipt.get(downlink) ?? (await isInTable(this.#ports, receiptKey(this.#experiment, downlink)));
        hasReceipt.set(downlink, isKnown);
        if (!isKnown) places.set(downlink, [...(places.get(downlink) ?? []), { at, attempt }]);
      }
    }
    return places;
  }
}
