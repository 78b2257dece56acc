import { canonicalJson } from '../../domain/canonical-json.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { DEFINITION, definitionKind } from '../../domain/experiment/experiment-record.ts';
import { readingOf } from '../../domain/experiment/reading.ts';
import { sortKey } from '../../domain/kind.ts';
import { LruCache } from '../../domain/lru-cache.ts';
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
 * never removed; fails with `Damaged` where none reads so.
 */
export async function loadReading(
  ports: Ports,
  experiment: string,
  reading: PastReading,
): Promise<LoadedExperiment> {
  const loaded = await readingNamed(ports, experiment, reading);
  if (loaded !== null) return loaded;
  throw new Damaged(
    `${experiment}/${sortKey(DEFINITION, '')}`,
    `none reads as ${reading.readingRevision} says`,
  );
}

/** The same; null where no definition reads so. */
export async function readingNamed(
  ports: Ports,
  experiment: string,
  { readingRevision, definition }: PastReading,
): Promise<LoadedExperiment | null> {
  const record = await loadRecord(ports, experiment);
  if (record.readingRevision === readingRevision) return loadedFrom(ports, record);
  if (definition !== null) return loadedFrom(ports, { ...record, sha256: definition, readingRevision });
  for await (const { index, sha256: digest } of keptDefinitions(ports, experiment))
    if (revisionOf(digest, index) === readingRevision)
      return loadedFrom(ports, { ...record, sha256: digest, readingRevision });
  return null;
}

/** Every definition that was ever in force, in the order of their digests. */
export async function* keptDefinitions(ports: Ports, experiment: string): AsyncIterable<LoadedExperiment> {
  const record = await loadRecord(ports, experiment);
  const prefix = sortKey(DEFINITION, '');
  for await (const { key } of ports.catalogue.versions(definitionKind, experiment, prefix))
    yield await loadedFrom(ports, { ...record, sha256: key.sort.slice(prefix.length) });
}

const MOST_REVISIONS = 1000;
const revisions = new LruCache<string>(MOST_REVISIONS, () => 1);

/** The reading revision of the definition with that digest, under which it never changes. */
export function revisionOf(digest: string, index: DefinitionIndex): string {
  const revision = revisions.get(digest) ?? sha256(canonicalJson(readingOf(index)));
  revisions.set(digest, revision);
  return revision;
}
