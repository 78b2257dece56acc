/** What was read otherwise than the definition in force reads it. Only its own source counts, whatever changed on others. */
import { canonicalJson } from '../../domain/canonical-json.ts';
import { isIngested, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { readingOfSource } from '../../domain/experiment/source-reading.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from './load-experiment.ts';
import { keptDefinitions, type PastReading, readingNamed, revisionOf } from './load-reading.ts';

/** Every reading and source is looked at once. */
export class OtherReadings {
  readonly #ports: Ports;
  readonly #loaded: LoadedExperiment;
  readonly #past = new Map<string, Promise<DefinitionIndex | null>>();
  readonly #known = new Map<string, boolean>();

  constructor(ports: Ports, loaded: LoadedExperiment) {
    this.#ports = ports;
    this.#loaded = loaded;
  }

  /** Whether that is the reading of now. */
  isInForce(readingRevision: string): boolean {
    return readingRevision === this.#loaded.readingRevision;
  }

  /** Whether the samples that the source gave under that reading are others than it gives now. */
  async isOther(reading: PastReading, source: string | null): Promise<boolean> {
    const { readingRevision } = reading;
    if (this.isInForce(readingRevision)) return false;
    // What older versions wrote does not tell its source, and was read by a reader that nobody has any more.
    const past = source === null ? null : await this.#pastOf(reading);
    if (source === null || past === null) return true;
    const name = JSON.stringify([readingRevision, source]);
    const known = this.#known.get(name) ?? this.#differs(past, source);
    this.#known.set(name, known);
    return known;
  }

  /** Whether what is in force of the downlink was read otherwise. */
  async isReadUnderOther({ state, source, ...receipt }: ReceiptRecord): Promise<boolean> {
    const { readingRevision, definition } = receipt;
    if (!isIngested(state)) return false;
    return readingRevision === null || this.isOther({ readingRevision, definition }, source);
  }

  /** Whether any definition that was ever in force reads a source otherwise: else nothing need be looked at. */
  async mayBe(): Promise<boolean> {
    if (this.#loaded.revision === 1) return false;
    for await (const { index, sha256 } of keptDefinitions(this.#ports, this.#loaded.experiment)) {
      if (sha256 === this.#loaded.sha256) continue;
      if (revisionOf(sha256, index) === this.#loaded.readingRevision) continue;
      if ([...index.sources.keys()].some((source) => this.#differs(index, source))) return true;
    }
    return false;
  }

  #differs(past: DefinitionIndex, source: string): boolean {
    const [before, now] = [past, this.#loaded.index].map((index) =>
      canonicalJson(readingOfSource(index, source)),
    );
    return before !== now;
  }

  #pastOf(reading: PastReading): Promise<DefinitionIndex | null> {
    const { readingRevision } = reading;
    const past = this.#past.get(readingRevision) ?? this.#read(reading);
    this.#past.set(readingRevision, past);
    return past;
  }

  async #read(reading: PastReading): Promise<DefinitionIndex | null> {
    const loaded = await readingNamed(this.#ports, this.#loaded.experiment, reading);
    // The same definition read otherwise by an earlier version of the reader.
    const isSame = loaded !== null && revisionOf(loaded.sha256, loaded.index) === reading.readingRevision;
    return isSame ? loaded.index : null;
  }
}
