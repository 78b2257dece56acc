import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { type FileReader, readerFor } from '../../domain/experiment/file-reader.ts';
import { sourceNow } from '../../domain/experiment/source-now.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadedFrom, loadRecord } from './load-experiment.ts';

type OfFile = Pick<ReceiptRecord, 'fileName' | 'declaredSource' | 'source' | 'definition'>;

/**
 * What reads the file under the definition. One that was read before, and declared for a source that has got another id
 * since, is read by the source that this has become. Refuses a file that nothing reads.
 */
export async function readerOfFile(
  ports: Ports,
  loaded: LoadedExperiment,
  file: OfFile,
): Promise<FileReader> {
  const { fileName, declaredSource } = file;
  try {
    return readerFor(loaded.index, fileName, declaredSource);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const was = await sourceItWasReadBy(ports, loaded.experiment, file);
    const now = was === null ? null : sourceNow(loaded.index, { fileName, declaredSource, source: was });
    if (now === null) throw error;
    return { reads: 'samples', id: now.id, source: now };
  }
}

/** The same of a file that gave samples. */
export async function sourceOfFile(ports: Ports, loaded: LoadedExperiment, file: OfFile): Promise<Source> {
  const reader = await readerOfFile(ports, loaded, file);
  if (reader.reads === 'samples') return reader.source;
  throw new Error(`${file.fileName} gave samples, and the assay ${reader.id} reads it: this is a defect`);
}

/** As the definition of then had it; null for a file that nobody has read, or an older version read, or an assay. */
async function sourceItWasReadBy(
  ports: Ports,
  experiment: string,
  { source, definition }: Pick<OfFile, 'source' | 'definition'>,
): Promise<Source | null> {
  if (source === null || definition === null) return null;
  const record = await loadRecord(ports, experiment);
  const { index } = await loadedFrom(ports, { ...record, sha256: definition });
  return index.sources.get(source) ?? null;
}
