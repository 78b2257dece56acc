/** Items that the table has lost, and that what is kept beside the files, or a file, makes again. */
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { definitionKey, experimentKey, experimentKind } from '../../domain/experiment/experiment-record.ts';
import { keptName, keptPrefix } from '../../domain/kept/kept-name.ts';
import type { Key } from '../../domain/kind.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';

/** Whether the item is there, damaged or not. */
export async function isInTable({ catalogue }: Ports, { partition, sort }: Key): Promise<boolean> {
  for await (const { key } of catalogue.versions(receiptKind, partition, sort, { limit: 1 }))
    return key.sort === sort;
  return false;
}

/** Of what is kept: no other items have these beginnings. */
const PREFIXES = [
  'ACTION',
  'ALARM',
  'CONTACT',
  'DEFINITION',
  'DOWNLINK',
  'EVENT',
  'EXCLUSION',
  'NOTE',
  'ROUTES',
  'SCALE',
  'SNAPSHOT',
];
/** A request to the API ends after 29 s. */
const LOOKED_SECONDS = 10;

/**
 * Whether the table lacks anything of the experiment that a rebuild makes again. True, too, where that takes too long to
 * find out: a rebuild leaves what stands as it is.
 */
export async function lacksItems(ports: Ports, experiment: string): Promise<boolean> {
  const until = ports.clock.now() + LOOKED_SECONDS * MICROS_PER_SECOND;
  const standing = new Set([keptName(experimentKey(experiment))]);
  for (const prefix of PREFIXES)
    for await (const { key } of ports.catalogue.versions(receiptKind, experiment, prefix))
      standing.add(keptName(key));
  const receipts = keptName(receiptKey(experiment, ''));
  for await (const name of ports.kept.names(keptPrefix(experiment))) {
    // Receipts come with their files.
    if (!name.startsWith(receipts) && !standing.has(name)) return true;
    if (ports.clock.now() > until) return true;
  }
  for await (const downlink of ports.kept.downlinks(experiment)) {
    if (!standing.has(keptName(receiptKey(experiment, downlink)))) return true;
    if (ports.clock.now() > until) return true;
  }
  return false;
}

/**
 * Whether the table has lost an experiment of which more is kept than its definitions: these alone may be what a run left
 * that died while the first was applied.
 */
export async function isLostExperiment(ports: Ports, experiment: string): Promise<boolean> {
  if (!(await isMoreKept(ports, experiment))) return false;
  // Asked last: somebody may have applied it, and files have come, meanwhile.
  return (await ports.catalogue.get(experimentKind, experimentKey(experiment))) === null;
}

async function isMoreKept(ports: Ports, experiment: string): Promise<boolean> {
  const definitions = keptName(definitionKey(experiment, ''));
  const record = keptName(experimentKey(experiment));
  for await (const name of ports.kept.names(keptPrefix(experiment)))
    if (name !== record && !name.startsWith(definitions)) return true;
  for await (const _downlink of ports.kept.downlinks(experiment)) return true;
  return false;
}

/** Experiments of which something is kept, without those that are known. */
export async function keptBeside(ports: Ports, known: ReadonlySet<string>): Promise<string[]> {
  const lost: string[] = [];
  for await (const experiment of ports.kept.experiments()) if (!known.has(experiment)) lost.push(experiment);
  return lost;
}
