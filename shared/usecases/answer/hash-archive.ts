import type { ArchiveOnWire } from '../../contract/telemetry.ts';
import { type HeadRecord, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { assayLines } from '../assay/archive-lines.ts';
import { storedDigest } from '../heads/read-samples.ts';
import { segmentsIn, visibleEntries } from '../heads/read-segments.ts';
import { readUnderOtherAnywhere } from '../heads/read-under-other.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';

/**
 * The hash of everything the experiment holds: SHA-256 over the sorted lines `unit bucket digest`, and `assay id digest`. Any permutation,
 * duplication or split of the same downlinks gives the same hash (docs/promises.md#p2).
 */
export async function hashArchive(ports: Ports, experiment: string): Promise<ArchiveOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { generation, revision } = loaded;
  const hash = await archiveHash(ports, loaded);
  return { hash, generation, revision, ...(await readUnderOtherAnywhere(ports, loaded)) };
}

/** The hash alone, of the experiment as it was loaded. */
export async function archiveHash(
  ports: Ports,
  { experiment, generation }: LoadedExperiment,
): Promise<string> {
  const lines: string[] = [];
  for await (const { item } of ports.catalogue.list(headKind, experiment, headPrefix(generation))) {
    const digest = await bucketDigest(ports, experiment, item);
    if (digest !== null) lines.push(`${item.unit} ${item.bucket} ${digest}\n`);
  }
  lines.push(...(await assayLines(ports, { experiment, generation })));
  return sha256(lines.sort().join(''));
}

/** From the page where that is current, else from the segments; null where nothing is visible yet. */
async function bucketDigest(ports: Ports, experiment: string, head: HeadRecord): Promise<string | null> {
  const visible = await visibleEntries(ports, experiment, head);
  if (visible.length === 0) return null;
  // Also one that leaves: it may be in the page.
  const hidden = head.entries.some((entry) => !entry.visible);
  if (head.page !== null && !head.due && !hidden) return head.page.samples;
  return storedDigest(ports, segmentsIn(visible, null));
}
