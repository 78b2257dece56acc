import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { sourceFor } from '../../domain/experiment/lookups.ts';
import { sourceNow } from '../../domain/experiment/source-now.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadedFrom, loadRecord } from './load-experiment.ts';

type OfFile = Pick<ReceiptRecord, 'fileName' | 'declaredSource' | 'source' | 'definition'>;

/**
 * The source that reads the file under the definition. One that was read before, and declared for a source that has got
 * another id since, is read by the source that this has become. Refuses a file that none reads.
 */
export async function sourceOfFile(ports: Ports, loaded: LoadedExperiment, file: OfFile): Promise<Source> {
  const { fileName, declaredSource } = file;
  try {
    return sourceFor(loaded.index, fileName, declaredSource);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const was = await sourceItWasReadBy(ports, loaded.experiment, file);
    const now = was === null ? null : sourceNow(loaded.index, { fileName, declaredSource, source: was });
    if (now === null) throw error;
    return now;
  }
}

/** As the definition of then had it; null for a file that nobody has read, or an older version read. */
export async function sourceItWasReadBy(
  ports: Ports,
  experiment: string,
  { source, definition }: Pick<OfFile, 'source' | 'definition'>,
): Promise<Source | null> {
  if (source === null || definition === null) return null;
  const record = await loadRecord(ports, experiment);
  const { index } = await loadedFrom(ports, { ...record, sha256: definition });
  return index.sources.get(source) ?? null;
}
