import type { DropOnWire } from '../../contract/drop.ts';
import {
  REFUSED_DROPS,
  type RefusedDrop,
  refusedDropKind,
  SWEEP,
  sweepKind,
} from '../../domain/drop/drop-records.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';

const MOST_SHOWN = 100;

/** Where an experiment would be named: `drop/<experiment>/…`. */
const folderOf = (key: string): string => key.split('/')[1] ?? '';

/** Files in the drop that no receipt speaks of: those below the experiments that who asks sees. */
export async function listRefusedDrops(
  { catalogue }: Ports,
  sees: (experiment: string) => boolean,
): Promise<DropOnWire> {
  const { partition, prefix } = REFUSED_DROPS;
  const found: RefusedDrop[] = [];
  for await (const { item } of catalogue.list(refusedDropKind, partition, prefix)) {
    if (sees(folderOf(item.key))) found.push(item);
    if (found.length > MOST_SHOWN) break;
  }
  const refused = found.slice(0, MOST_SHOWN).map(({ key, version, bytes, at, code, message }) => ({
    key,
    ...(version !== null && { version }),
    ...(bytes !== null && { bytes }),
    ...{ at: isoOf(at), code, message },
  }));
  // Nobody has looked for what no notification told of before that.
  const sweep = (await catalogue.get(sweepKind, SWEEP))?.item;
  const lookedThroughAt = sweep === undefined ? null : isoOf(sweep.at);
  return { refused, more: found.length > MOST_SHOWN, lookedThroughAt };
}
