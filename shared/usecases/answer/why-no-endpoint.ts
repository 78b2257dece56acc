/** Why an experiment has no number of an endpoint: it is called otherwise, nothing of it has come, or nobody compares it. */
import type { AcrossQueried } from '../../contract/across.ts';
import { type Assay, isOfGenes } from '../../domain/experiment/assay-schema.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { isOfPits } from '../../domain/experiment/pit-assay.ts';
import { PIT_ENDPOINTS } from '../../domain/experiment/pit-schema.ts';
import { nearest } from '../../domain/nearest.ts';
import { whyUnasked } from '../../domain/pit/pit-endpoints.ts';
import { quoted } from '../../domain/quoted.ts';
import { listText } from '../../domain/words/list.ts';
import { type AssayEndpoints, awaitedText, COMPUTING } from './assay-endpoints.ts';
import { ofThoseAsked } from './effects-of-experiment.ts';
import type { EndpointAsked } from './endpoints-asked.ts';

export interface Brought {
  /** By assays of each kind. */
  readonly brought: readonly AssayEndpoints[];
  /** Downlinks on their way. */
  readonly upstream: number;
}

/** @param now what assays bring now */
export function whyNoEndpoint(
  { assays }: Pick<DefinitionIndex, 'assays'>,
  now: Brought,
  endpoint: string,
  query: Pick<AcrossQueried, 'contrast'>,
): string {
  const all = now.brought.flatMap(({ endpoints }) => endpoints);
  if (all.some((one) => isCalled(one.endpoint, endpoint)))
    return `${endpoint} is in no contrast${ofThoseAsked(query)} of an arm whose gravity is altered with a control`;
  const others = [...assays.values()].filter((assay) => !isOfGenes(assay));
  if (others.length === 0)
    return assays.size === 0 ? 'it has no assay' : 'its assays are of genes alone: ask for a gene';
  const declaring = others.filter((assay) => declares(assay, endpoint));
  if (declaring.length === 0) return whyUnknown(others, now, all, endpoint);
  const why = declaring.map((assay) => `assay ${assay.id} ${whyNothing(assay, now, endpoint)}`);
  return `nothing of ${quoted(endpoint)} has come yet: ${listText(why, '; ', 3)}`;
}

const isCalled = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const pitEndpoint = (endpoint: string) => PIT_ENDPOINTS.find((one) => isCalled(one, endpoint));

/** Whether the definition itself says that the assay brings it. */
function declares(assay: Assay, endpoint: string): boolean {
  if (assay.kind === 'endpoint-table') return assay.endpoints.some((one) => isCalled(one.endpoint, endpoint));
  return isOfPits(assay) && pitEndpoint(endpoint) !== undefined;
}

function whyNothing(assay: Assay, now: Brought, endpoint: string): string {
  if (isOpen(assay, now)) return openText(assay, now);
  const refused = now.brought
    .flatMap(({ without }) => without)
    .find((one) => one.assay === assay.id)?.refused;
  if (refused !== undefined) return `has nothing to compare (${refused.message})`;
  const pit = assay.kind === 'endpoint-table' ? undefined : pitEndpoint(endpoint);
  return pit === undefined ? 'has files without a row of it' : `has files, and ${whyUnasked(pit)}`;
}

const isOpen = ({ id }: Assay, { brought }: Brought): boolean =>
  brought.some(({ open }) => open.includes(id));

const openText = (assay: Assay, { brought, upstream }: Brought): string =>
  brought.some(({ computing }) => computing.includes(assay.id)) ? COMPUTING : awaitedText(assay, upstream);

/** A name that no definition says beforehand: of targets, and of rows of long tables, any may come. */
function whyUnknown(
  assays: readonly Assay[],
  now: Brought,
  all: readonly EndpointAsked[],
  endpoint: string,
): string {
  const declared = assays.flatMap((assay) =>
    assay.kind === 'endpoint-table' ? assay.endpoints.map((one) => one.endpoint) : [],
  );
  const known = [...new Set([...all.map((one) => one.endpoint), ...declared])];
  const meant = nearest(endpoint, [...known, ...(assays.some(isOfPits) ? PIT_ENDPOINTS : [])]);
  const waiting = assays.filter((assay) => !isOfPits(assay) && isOpen(assay, now));
  const open = waiting.map((assay) => `assay ${assay.id} ${openText(assay, now)}`);
  const has = known.length === 0 ? 'no endpoint of an assay' : listText(known, ', ', 12);
  const hint =
    meant !== null
      ? `did you mean ${quoted(meant)}?`
      : open.length > 0
        ? `it may yet come: ${listText(open, '; ', 3)}`
        : `it has ${has}`;
  return `no assay brings ${quoted(endpoint)}: ${hint}`;
}
