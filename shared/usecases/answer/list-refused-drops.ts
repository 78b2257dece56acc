import type { DropOnWire } from '../../contract/drop.ts';
import { REFUSED_DROPS, refusedDropKind, SWEEP, sweepKind } from '../../domain/drop/drop-records.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';

const MOST_SHOWN = 100;

/** Files in the drop that no receipt speaks of. */
export async function listRefusedDrops({ catalogue }: Ports): Promise<DropOnWire> {
  const { partition, prefix } = REFUSED_DROPS;
  const listed = catalogue.list(refusedDropKind, partition, prefix, { limit: MOST_SHOWN + 1 });
  const found = (await Array.fromAsync(listed)).map(({ item }) => item);
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
