import type { ExclusionsOnWire } from '../../contract/exclusions.ts';
import { byText } from '../../domain/by-text.ts';
import { exclusionsInForce } from '../../domain/exclusion/in-force.ts';
import type { Ports } from '../../ports.ts';
import { unmetExclusions } from '../assay/unmet-exclusions.ts';
import { exclusionOnWire } from '../known/exclusion-on-wire.ts';
import { allExclusions } from '../known/load-exclusions.ts';
import { loadExperiment } from '../known/load-experiment.ts';

/** In the order in which they were recorded. */
export async function listExclusions(ports: Ports, experiment: string): Promise<ExclusionsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const all = await allExclusions(ports, experiment);
  const inOrder = all.toSorted((a, b) => a.recordedAt - b.recordedAt || byText(a.id, b.id));
  const unmet = await unmetExclusions(ports, loaded, exclusionsInForce(all));
  return { exclusions: inOrder.map((one) => exclusionOnWire(one, { all, unmet: unmet.get(one.id) })) };
}
