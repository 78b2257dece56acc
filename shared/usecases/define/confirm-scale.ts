import type { ConfirmScale, ScaleConfirmed } from '../../contract/pits.ts';
import { named } from '../../domain/experiment/declared.ts';
import { confirmedBy, isSameScale, scaleKey, scaleKind } from '../../domain/pit/scale-confirmation.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import { loadConfirmations } from '../known/load-confirmations.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';

/**
 * Records that a person has looked at the scale by which an assay's pits are measured. The same once more changes nothing.
 * Refuses a scale by which nothing is measured, naming those by which something is.
 */
export async function confirmScale(
  ports: Ports,
  experiment: string,
  { assay, micrometres }: ConfirmScale,
  by: string,
): Promise<ScaleConfirmed> {
  const loaded = await loadExperiment(ports, experiment);
  named('assay', loaded.index.assays, assay);
  const { results, isDue } = await resultsOfNow(
    ports,
    loaded,
    assay,
    await loadExclusions(ports, experiment),
  );
  if (results === null && isDue) throw computing(assay);
  const slices = results?.without?.slices ?? results?.slices ?? [];
  const scales = new Map(
    slices.flatMap(({ scale }) => (scale === null ? [] : [[scale.micrometres, scale.sentence]])),
  );
  const used = [...scales.keys()].find((one) => isSameScale(one, micrometres));
  if (used === undefined) throw notUsed(assay, micrometres, [...scales.values()]);
  const known = confirmedBy(await loadConfirmations(ports, experiment), assay, used);
  const entry = known ?? { assay, micrometres: used, at: ports.clock.now(), by };
  // Null where it stands already.
  await update(ports, scaleKind, scaleKey(experiment, entry), (current) => (current === null ? entry : null));
  return { assay, micrometres: used, at: isoOf(entry.at), by: entry.by };
}

const computing = (assay: string): Refusal =>
  new Refusal('conflict', 'scale.pending', `what came of ${assay} is being computed: ask again`, {
    field: 'assay',
  });

function notUsed(assay: string, micrometres: number, sentences: readonly string[]): Refusal {
  const told =
    sentences.length === 0
      ? 'nothing of it is measured by a scale yet'
      : `its pits are measured by ${listText(sentences, '; ', 6)}`;
  const message = `expected a scale by which pits of ${assay} are measured, got ${micrometres} µm: ${told}`;
  return new Refusal('conflict', 'scale.other', message, { field: 'micrometres' });
}
