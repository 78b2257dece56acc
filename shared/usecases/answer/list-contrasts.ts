/** Every contrast of every assay, with what was found and what qualifies it; one that cannot be made says why. */
import type { ContrastOnWire, ContrastsOnWire } from '../../contract/expression.ts';
import type { AssayResults, ContrastResult } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { excludesUnit } from '../../domain/exclusion/in-force.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import { type Assay, type Contrast, isOfGenes } from '../../domain/experiment/assay-schema.ts';
import { named } from '../../domain/experiment/declared.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { type FoldMargin, log2Of } from '../../domain/experiment/equivalence-schema.ts';
import { Refusal } from '../../domain/refusal.ts';
import { derived } from '../../domain/words/derived.ts';
import { significantText } from '../../domain/words/figure.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import { snapshotDigest } from '../assay/contrast-snapshot.ts';
import { orRefused, refusedFiles, withRefused } from '../assay/refused-files.ts';
import { standingOnWire } from '../assay/unmet-exclusions.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { computedBy } from './computed-by.ts';
import { ContrastEnvironments } from './contrast-environments.ts';
import { geneSetsOnWire } from './gene-sets-on-wire.ts';

/** A contrast as it is declared, and what was found of it. */
export interface AskedContrast {
  readonly assay: Assay;
  readonly contrast: Contrast;
  /** Null where the assay was not computed yet, or not under this definition. */
  readonly found: ContrastResult | null;
  /** The same without exclusions; null where none takes out anything of the assay. */
  readonly whole: ContrastResult | null;
  readonly results: AssayResults | null;
  /** Files of the assay that were refused; absent where none was. */
  readonly refusedFiles?: Remark | undefined;
}

export interface ContrastsAsked {
  readonly loaded: LoadedExperiment;
  readonly contrasts: readonly AskedContrast[];
  /** Those that stand. */
  readonly exclusions: readonly Exclusion[];
  /** Downlinks and changes on their way, whatever they change. */
  readonly upstream: number;
  /** Assays that are still to be computed. */
  readonly due: number;
}

/** @param assay one only; refuses one that there is not */
export async function askContrasts(
  ports: Ports,
  experiment: string,
  assay: string | undefined,
): Promise<ContrastsAsked> {
  const loaded = await loadExperiment(ports, experiment);
  const { index } = loaded;
  // Before the assays: work moves from downlinks to them, and none is missed between.
  const { upstream } = await owedNow(ports, loaded);
  const assays = assay === undefined ? [...index.assays.values()] : [ofGenes(index, assay)];
  const exclusions = await loadExclusions(ports, experiment);
  const contrasts: AskedContrast[] = [];
  const refused = await refusedFiles(ports, loaded);
  let due = 0;
  for (const one of assays) {
    const { results: computed, isDue } = await resultsOfNow(ports, loaded, one.id, exclusions);
    const results = withRefused(computed, refused.get(one.id));
    due += isDue ? 1 : 0;
    // Whoever asks for all waits for wells and pits too, which are compared elsewhere.
    if (!isOfGenes(one)) continue;
    for (const contrast of contrastsOf(one, index)) {
      const foundIn = (all: readonly ContrastResult[] | undefined) =>
        all?.find(({ id }) => id === contrastId(contrast)) ?? null;
      const whole = results?.without === undefined ? null : foundIn(results.without.contrasts);
      contrasts.push({
        ...{ assay: one, contrast, found: foundIn(results?.contrasts), whole, results },
        refusedFiles: refused.get(one.id),
      });
    }
  }
  return { loaded, contrasts, exclusions, upstream, due };
}

/** Refuses one of qPCR, whose targets are compared elsewhere. */
function ofGenes(index: DefinitionIndex, id: string): Assay {
  const assay = named('assay', index.assays, id);
  if (isOfGenes(assay)) return assay;
  const message = `the assay ${id} is of qPCR: expected one of genes; its targets are compared under comparisons (${typedCommand('compare')})`;
  throw new Refusal('invalid', 'assay.of-targets', message, { field: 'assay' });
}

export async function listContrasts(
  ports: Ports,
  experiment: string,
  {
    assay,
    exclusions,
  }: { readonly assay?: string | undefined; readonly exclusions?: Exclusions | undefined },
): Promise<ContrastsOnWire> {
  const asked = await askContrasts(ports, experiment, assay);
  const { loaded, contrasts } = asked;
  const environments = new ContrastEnvironments(ports, loaded);
  const told: ContrastOnWire[] = [];
  const isExcluded = excludedIn(asked, exclusions);
  for (const one of contrasts)
    told.push(await contrastOnWire(environments, withExclusions(one, exclusions), { isExcluded }));
  return {
    contrasts: told,
    exclusions: await standingOnWire(ports, loaded, asked.exclusions),
    pending: pendingOf(asked, environments),
    ...computedBy(loaded),
  };
}

export type Exclusions = 'applied' | 'ignored';

/** Which whole units are out of the answer. */
export const excludedIn =
  ({ exclusions }: ContrastsAsked, asked: Exclusions = 'applied') =>
  (unit: string): boolean =>
    asked === 'applied' && excludesUnit(exclusions, unit) !== null;

/** Where exclusions are ignored, what is found without them stands in the place of what is found with them. */
export function withExclusions(one: AskedContrast, exclusions: Exclusions = 'applied'): AskedContrast {
  return exclusions === 'ignored' && one.whole !== null ? { ...one, found: one.whole, whole: null } : one;
}

/** What a verdict lacks of telemetry counts what is upstream of everything, too. */
export const pendingOf = ({ upstream, due }: ContrastsAsked, { pending }: ContrastEnvironments): number =>
  due + Math.max(upstream, pending);

type Engine = ContrastResult['engines'][number];

/** What is asked of a contrast: the engine and the gene set (absent: the default, and all), and who is out of it. */
export interface AskedOfContrast {
  readonly engine?: Engine | undefined;
  readonly set?: string | undefined;
  readonly isExcluded: (unit: string) => boolean;
}

export async function contrastOnWire(
  environments: ContrastEnvironments,
  { assay, contrast, found, whole, results, refusedFiles }: AskedContrast,
  { engine, set, isExcluded }: AskedOfContrast,
): Promise<ContrastOnWire> {
  const { a, b } = contrast;
  const asked = engine ?? found?.engines[0] ?? null;
  const refused = whyNotCompared({ found, results, refusedFiles });
  return {
    ...{ id: contrastId(contrast), assay: assay.id, a, b },
    ...{ n: found?.n ?? null, units: found?.units ?? null, donors: found?.donors ?? null },
    ...{ design: found?.design ?? null, engines: found?.engines.map((one) => one.engine) ?? [] },
    engine: asked?.engine ?? null,
    engineVersion: asked?.version ?? null,
    priorDf: asked?.priorDf ?? null,
    warnings: [...(results?.remarks ?? []), ...(found?.remarks ?? [])],
    ...{ tested: asked?.tested ?? null, significant: asked?.significant ?? null },
    ...{ expectedFalse: asked?.expectedFalse ?? null, nullShare: asked?.nullShare ?? null },
    pValues: asked?.shape ?? null,
    geneSets: asked === null ? null : geneSetsOnWire(asked.sets, set),
    ...(assay.equivalence !== undefined && { equivalence: equivalenceOnWire(assay.equivalence, asked) }),
    ...(whole !== null && { without: withoutOnWire(whole, asked?.engine) }),
    environment: await environments.of(assay, contrast, {
      handled: handledIn(results, contrast),
      isExcluded,
    }),
    ...(refused !== undefined && { refused }),
    snapshot: asked === null || results === null ? null : `sha256:${snapshotDigest(results, asked)}`,
  };
}

/** Undefined of what was compared. */
export const whyNotCompared = ({
  found,
  results,
  refusedFiles,
}: Pick<AskedContrast, 'found' | 'results' | 'refusedFiles'>): Remark | undefined =>
  found?.refused ?? results?.refused ?? (found === null ? orRefused(AWAITED, refusedFiles) : undefined);

function equivalenceOnWire(
  margin: FoldMargin,
  asked: Engine | null,
): NonNullable<ContrastOnWire['equivalence']> {
  const log2 = log2Of(margin);
  const within = `within ± ${significantText(log2, 3)} in log2 (× ${significantText(2 ** -log2, 3)} to × ${significantText(2 ** log2, 3)})`;
  const how = `a gene counts as equal where its 90 % interval is ${within}: two one-sided tests at 5 %, gene by gene`;
  const isKept = asked === null || asked.df !== undefined;
  return {
    log2: derived(log2),
    sentence: isKept
      ? how
      : `${how}; an earlier version computed this contrast and did not keep what that needs: it is not told until the assay is computed anew`,
  };
}

/** The same without exclusions, in short: the genes are told where exclusions are ignored. */
function withoutOnWire({ n, engines, refused }: ContrastResult, name: Engine['engine'] | undefined) {
  const engine = engines.find((one) => one.engine === name) ?? engines[0];
  return {
    ...{ n, tested: engine?.tested ?? null, significant: engine?.significant ?? null },
    ...(refused !== undefined && { refused }),
  };
}

/** What was done otherwise with the samples of the one arm. */
const handledIn = (results: AssayResults | null, contrast: Contrast) =>
  results?.handledApart.filter((one) => one.contrast === contrastId(contrast)) ?? [];

const AWAITED = { code: 'contrast.awaited', message: 'nothing of the assay has been computed' };
