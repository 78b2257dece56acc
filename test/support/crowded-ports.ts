import { type HeadRecord, headKind } from '../../shared/domain/bucket/head.ts';
import type { Key, Kind } from '../../shared/domain/kind.ts';
import { MemoryCatalogue, type MemoryPorts, memoryPorts } from './memory-ports.ts';

/** As if every segment held so many: each is read in eight spans of time, and what overlaps in more. */
const CLAIMED = 60_000_000;

/** Ports under which little data is treated as very much: read, counted, merged and laid side by side span by span. */
export function crowdedPorts(): MemoryPorts {
  return { ...memoryPorts(), catalogue: new CrowdedCatalogue() };
}

class CrowdedCatalogue extends MemoryCatalogue {
  override put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    if (kind.name !== headKind.name) return super.put(kind, key, item, expected);
    return super.put(headKind, key, crowded(headKind.schema.parse(item)), expected);
  }
}

function crowded(head: HeadRecord): HeadRecord {
  const entries = head.entries.map((entry) => ({
    ...entry,
    segments: entry.segments.map((segment) => ({ ...segment, samples: CLAIMED })),
  }));
  return { ...head, entries };
}
