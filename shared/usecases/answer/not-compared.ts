/** What an answer of comparisons does not hold, and why. */
import type { ComparisonsOnWire } from '../../contract/comparisons.ts';
import { askedContrasts } from '../../domain/comparison/asked-contrasts.ts';
import { openQuestions } from '../../domain/comparison/families.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { isOfGenes } from '../../domain/experiment/assay-schema.ts';
import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { listText } from '../../domain/words/list.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { AssayEndpoints } from './assay-endpoints.ts';
import type { OneSided, TelemetryEndpoints } from './telemetry-endpoints.ts';

type NotCompared = ComparisonsOnWire['notCompared'][number];

export function notCompared(
  loaded: LoadedExperiment,
  telemetry: Pick<TelemetryEndpoints, 'endpoints' | 'oneSided'>,
  ofAssays: readonly Pick<AssayEndpoints, 'endpoints' | 'without'>[],
): NotCompared[] {
  const { phases, assays } = loaded.definition;
  const all = [telemetry, ...ofAssays].flatMap(({ endpoints }) => endpoints);
  return [
    ...phases.flatMap(({ id, armed }) =>
      armed ? [] : [{ what: `phase ${id}`, sentence: 'it is not armed, so that no summary counts it' }],
    ),
    ...oneSidedIn(telemetry.oneSided),
    ...unansweredIn(loaded, all),
    ...ofAssays
      .flatMap(({ without }) => without)
      .map(({ assay, refused }) => ({
        ...{ what: `assay ${assay}`, sentence: refused.message },
      })),
    ...assays
      .filter(isOfGenes)
      .map(({ id }) => ({ what: `assay ${id}`, sentence: 'its genes are compared under expression' })),
  ];
}

function oneSidedIn(all: readonly OneSided[]): NotCompared[] {
  return [...Map.groupBy(all, ({ series }) => series)].map(([series, same]) => {
    const byArm = Map.groupBy(same, ({ arm }) => arm ?? 'neither arm');
    const texts = [...byArm].map(([arm, own]) => {
      const contrasts = own.map(({ contrast }) => contrastId(contrast));
      return `${arm === 'neither arm' ? `${arm} has it` : `only ${arm} has it`} in ${listText(contrasts, ', ', 6)}`;
    });
    return { what: `channel ${series}`, sentence: texts.join('; ') };
  });
}

interface Named {
  readonly endpoint: string;
  readonly contrast: { readonly a: string; readonly b: string };
}

/** Primary questions that nothing is called by: misspelt, or of what has not come. */
function unansweredIn({ definition, index }: LoadedExperiment, all: readonly Named[]): NotCompared[] {
  const asked = askedContrasts(index).all;
  const found = new Set(
    all.map(({ endpoint, contrast }) => JSON.stringify([endpoint, contrastId(contrast)])),
  );
  const open = openQuestions(definition.analysis?.primary ?? [], asked).filter(
    ({ endpoint, contrast }) => !found.has(JSON.stringify([endpoint, contrast])),
  );
  const endpoints = [...new Set([...all.map((one) => one.endpoint), ...index.channels.keys()])];
  return [...Map.groupBy(open, ({ endpoint }) => endpoint)].map(([endpoint, same]) => {
    const contrasts = same.map(({ contrast }) => contrast);
    const meant = [
      endpoints.includes(endpoint) ? null : nearest(endpoint, endpoints),
      ...contrasts.map((one) => (asked.includes(one) ? null : nearest(one, asked))),
    ].flatMap((one) => (one === null ? [] : [`; did you mean ${quoted(one)}?`]));
    const sentence = `nothing of that name is compared in ${listText(contrasts, ', ', 6)}: it counts as a question without an answer${meant[0] ?? ''}`;
    return { what: `primary question ${endpoint}`, sentence };
  });
}
