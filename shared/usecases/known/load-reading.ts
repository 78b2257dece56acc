import { canonicalJson } from '../../domain/canonical-json.ts';
import { DEFINITION, definitionKind } from '../../domain/experiment/experiment-record.ts';
import { readingOf } from '../../domain/experiment/reading.ts';
import { sortKey } from '../../domain/kind.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadedFrom, loadRecord } from './load-experiment.ts';

/** How a file was read. */
export interface PastReading {
  readonly readingRevision: string;
  /** Digest of the definition in force then; null where an older version did not note it. */
  readonly definition: string | null;
}

/**
 * The experiment as it was when a file was read so, or as another definition of the same reading says. Definitions are
 * never removed; fails where none reads so, which is a defect.
 */
export async function loadReading(
  ports: Ports,
  experiment: string,
  { readingRevision, definition }: PastReading,
): Promise<LoadedExperiment> {
  const record = await loadRecord(ports, experiment);
  if (record.readingRevision === readingRevision) return loadedFrom(ports, record);
  if (definition !== null) return loadedFrom(ports, { ...record, sha256: definition, readingRevision });
  const prefix = sortKey(DEFINITION, '');
  for await (const { key } of ports.catalogue.versions(definitionKind, experiment, prefix)) {
    const loaded = await loadedFrom(ports, {
      ...{ ...record, sha256: key.sort.slice(prefix.length), readingRevision },
    });
    if (sha256(canonicalJson(readingOf(loaded.index))) === readingRevision) return loaded;
  }
  throw new Error(`no definition of ${experiment} reads as ${readingRevision} says`);
}
