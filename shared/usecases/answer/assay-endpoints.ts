/** Every endpoint of every assay of a kind, of what was computed of it now. */
import type { AssayResults } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import type { Assay } from '../../domain/experiment/assay-schema.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import { orRefused, refusedFiles, withRefused } from '../assay/refused-files.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { EndpointAsked } from './endpoints-asked.ts';

export interface AssayEndpoints {
  readonly endpoints: readonly EndpointAsked[];
  /** Assays of which nothing can be compared yet, or at all, and why. */
  readonly without: readonly { readonly assay: string; readonly refused: Remark }[];
  /** Assays that are still to be computed. */
  readonly due: number;
  /** Which these are. */
  readonly computing: readonly string[];
  /** Those that may still bring endpoints. */
  readonly open: readonly string[];
}

export interface KindOfEndpoints<A extends Assay> {
  readonly isOf: (assay: Assay) => assay is A;
  /** Null where what was computed holds nothing to compare. */
  readonly endpointsOf: (assay: A, results: AssayResults) => readonly EndpointAsked[] | null;
}

/** @param exclusions those that stand: of what was computed under others no number is told */
export async function assayEndpoints<A extends Assay>(
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
  { isOf, endpointsOf }: KindOfEndpoints<A>,
): Promise<AssayEndpoints> {
  const endpoints: EndpointAsked[] = [];
  const without: { assay: string; refused: Remark }[] = [];
  const open: string[] = [];
  const computing: string[] = [];
  const assays = [...loaded.index.assays.values()].filter(isOf);
  const refused = assays.length === 0 ? null : await refusedFiles(ports, loaded);
  for (const assay of assays) {
    const { results: computed, isDue } = await resultsOfNow(ports, loaded, assay.id, exclusions);
    const results = withRefused(computed, refused?.get(assay.id));
    if (isDue) computing.push(assay.id);
    if (mayBring(isDue, results)) open.push(assay.id);
    const found = results === null ? null : endpointsOf(assay, results);
    if (found === null)
      without.push({
        assay: assay.id,
        refused: results?.refused ?? orRefused(AWAITED, refused?.get(assay.id)),
      });
    else endpoints.push(...found);
  }
  return { endpoints, without, due: computing.length, computing, open };
}

const AWAITED: Remark = { code: 'comparison.awaited', message: 'nothing of the assay has been computed' };

/**
 * What an assay waits for of which nothing was computed: `awaits a file *_endpoints.csv`.
 *
 * @param upstream how many downlinks are on their way, of which any may be it
 */
export const awaitedText = ({ match, sheet }: Assay, upstream: number): string =>
  `awaits a file ${match}${sheet === undefined ? '' : ` and a sheet ${sheet.match}`}${upstream === 0 ? '' : ', and files are on their way'}`;

export const COMPUTING = 'is still to be computed: ask again in a moment';

/** Whether endpoints of an assay are still to come: it is to be computed anew, or no file has come. */
const mayBring = (isDue: boolean, results: AssayResults | null): boolean =>
  isDue || results === null || results.refused?.code === 'assay.awaited';
