/** Which comparisons are asked for. */
import { askedContrasts } from '../../domain/comparison/asked-contrasts.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { named } from '../../domain/experiment/declared.ts';
import { isOfPits } from '../../domain/experiment/pit-assay.ts';
import { PIT_ENDPOINTS } from '../../domain/experiment/pit-schema.ts';
import { unknownName } from '../../domain/nearest.ts';
import { whyUnasked } from '../../domain/pit/pit-endpoints.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { EndpointAsked } from './endpoints-asked.ts';

export interface ComparisonsQuery {
  readonly contrast?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly phase?: string | undefined;
  /** Refused where it is none. */
  readonly replicate?: string | undefined;
  /** Rehearsals. */
  readonly null?: readonly string[] | undefined;
}

/** Which of all are asked for. Refuses what there is not, naming what is nearest. */
export function shownOf(
  { definition, index }: LoadedExperiment,
  all: readonly EndpointAsked[],
  { contrast, endpoint, phase }: ComparisonsQuery,
): (one: EndpointAsked) => boolean {
  const made = all.map((one) => contrastId(one.contrast));
  const contrasts = [...new Set([...made, ...askedContrasts(index).all])];
  if (contrast !== undefined) known('contrast', contrast, contrasts);
  const channels = definition.channels.map(({ id }) => id);
  if (endpoint !== undefined) refuseUntold(endpoint, all, definition);
  if (endpoint !== undefined)
    known('endpoint', endpoint, [...new Set([...all.map((one) => one.endpoint), ...channels])]);
  if (phase !== undefined)
    named('phase', new Map(index.definition.phases.map((one) => [one.id, one])), phase);
  return (one) =>
    (contrast === undefined || contrast === contrastId(one.contrast)) &&
    (endpoint === undefined || endpoint === one.endpoint) &&
    (phase === undefined || phase === one.phase);
}

/** An endpoint that there is, and that no slice says anything of, is not unknown. */
function refuseUntold(
  asked: string,
  all: readonly EndpointAsked[],
  { assays, channels }: LoadedExperiment['definition'],
): void {
  const endpoint = PIT_ENDPOINTS.find((one) => one === asked);
  if (endpoint === undefined || !assays.some(isOfPits) || channels.some(({ id }) => id === asked)) return;
  if (all.some((one) => one.endpoint === asked)) return;
  const hasCome = all.some((one) => one.endpoint === 'pits');
  const why = hasCome ? whyUnasked(endpoint) : whyUnasked('pits');
  throw new Refusal('not-found', 'endpoint.untold', `${asked} is not compared: ${why}`, {
    field: 'endpoint',
  });
}

function known(what: 'contrast' | 'endpoint', name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw new Refusal('not-found', `${what}.unknown`, unknownName(what, name, names), { field: what });
}
