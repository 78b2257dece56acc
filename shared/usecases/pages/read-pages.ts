import type { UnitFacts } from '../../domain/detect/unit-facts.ts';
import { type PageHeader, readPageHeader } from '../../formats/unit-page.ts';
import type { ObjectVersion, Ports } from '../../ports.ts';

/** Everything of a unit's page but its rollups. */
export async function readUnitFacts(ports: Ports, page: ObjectVersion): Promise<UnitFacts> {
  return (await readHeader(ports, page)).facts;
}

/** The header of a page; the rollups are read one by one. */
export function readHeader(ports: Ports, page: ObjectVersion): Promise<PageHeader> {
  return readPageHeader((from, to) => ports.archive.readRange(page, from, to));
}
