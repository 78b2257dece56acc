import type { UnitFacts } from '../../domain/detect/unit-facts.ts';
import { type PageHeader, readPageHeader } from '../../formats/unit-page.ts';
import type { Ports } from '../../ports.ts';

/** Everything of a unit's page but its rollups. */
export async function readUnitFacts(ports: Ports, key: string): Promise<UnitFacts> {
  return (await readHeader(ports, key)).facts;
}

/** The header of a page; the rollups are read one by one. */
export function readHeader(ports: Ports, key: string): Promise<PageHeader> {
  return readPageHeader((from, to) => ports.archive.readRange(key, from, to));
}
