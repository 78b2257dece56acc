import { EXCLUSION, type Exclusion, exclusionKind } from '../../domain/exclusion/exclusion.ts';
import { exclusionsInForce } from '../../domain/exclusion/in-force.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';

/** All that were recorded, lifted ones too. Fails with `Damaged`: of an answer without one nobody would know. */
export async function allExclusions(ports: Ports, experiment: string): Promise<readonly Exclusion[]> {
  const listed = ports.catalogue.list(exclusionKind, experiment, sortKey(EXCLUSION, ''));
  return (await Array.fromAsync(listed)).map(({ item }) => item);
}

export async function loadExclusions(ports: Ports, experiment: string): Promise<readonly Exclusion[]> {
  return exclusionsInForce(await allExclusions(ports, experiment));
}
