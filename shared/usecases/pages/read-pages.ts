import type { UnitFacts } from '../../domain/detect/unit-facts.ts';
import type { Rollup } from '../../domain/telemetry/rollup.ts';
import {
  type PageHeader,
  type ReadBytes,
  readPageHeader,
  readSection,
  type Section,
} from '../../formats/unit-page.ts';
import type { ObjectVersion, Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';

/** Everything of a unit's page but its rollups, stretch by stretch in order of time. Fails with `Damaged`. */
export async function readUnitFacts(ports: Ports, page: ObjectVersion): Promise<readonly UnitFacts[]> {
  return (await readHeader(ports, page)).stretches;
}

/** The header of a page; the rollups are read one by one. Fails with `Damaged`. */
export function readHeader(ports: Ports, page: ObjectVersion): Promise<PageHeader> {
  return intact(page, () => readPageHeader(partsOf(ports, page)));
}

/** One rollup of a page. Fails with `Damaged`. */
export function readRollup(ports: Ports, page: ObjectVersion, section: Section): Promise<Rollup> {
  return intact(page, () => readSection(partsOf(ports, page), section));
}

const partsOf =
  (ports: Ports, page: ObjectVersion): ReadBytes =>
  (from, to) =>
    ports.archive.readRange(page, from, to);
