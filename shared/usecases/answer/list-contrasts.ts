/** Every contrast of every assay, with what was found and what qualifies it; one that cannot be made says why. */
import type { ContrastOnWire, ContrastsOnWire } from '../../contract/expression.ts';
import { assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import { ANALYSIS, type AssayResults, type ContrastResult } from '../../domain/assay/results.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Assay, Contrast } from '../../domain/experiment/assay-schema.ts';
import { named } from '../../domain/experiment/declared.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { SETS_VERSION } from '../../domain/gene-set/field-sets.ts';
import { Refusal } from '../../domain/refusal.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { assayResults } from '../assay/assay-results.ts';
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
  readonly results: AssayResults | null;
}

export interface ContrastsAsked {
  readonly loaded: LoadedExperiment;
  readonly contrasts: readonly AskedContrast[];
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
  const { index, generation } = loaded;
  // Before the assays: work moves from downlinks to them, and none is missed between.
  const { upstream } = await owedNow(ports, loaded);
  const assays = assay === undefined ? [...index.assays.values()] : [ofGenes(index, assay)];
  const contrasts: AskedContrast[] = [];
  let due = 0;
  for (const one of assays) {
    const record = (await ports.catalogue.get(assayKind, assayKey(experiment, generation, one.id)))?.item;
    const computed = record === undefined ? null : await assayResults(ports, record);
    const isOther =
      computed !== null && (computed.definition !== loaded.sha256 || computed.version !== ANALYSIS);
    // No number of before stands under the definition of now.
    const results = isOther ? null : computed;
    due += record?.due || isOther ? 1 : 0;
    // Whoever asks for all waits for the wells too, which are compared elsewhere.
    if (one.kind === 'qpcr') continue;
    for (const contrast of contrastsOf(one, index)) {
      const found = results?.contrasts.find(({ id }) => id === contrastId(contrast)) ?? null;
      contrasts.push({ assay: one, contrast, found, results });
    }
  }
  return { loaded, contrasts, upstream, due };
}

/** Refuses one of qPCR, whose targets are compared elsewhere. */
function ofGenes(index: DefinitionIndex, id: string): Assay {
  const assay = named('assay', index.assays, id);
  if (assay.kind !== 'qpcr') return assay;
  const message = `the assay ${id} is of qPCR: expected one of genes; its targets are compared under comparisons (${typedCommand('compare')})`;
  throw new Refusal('invalid', 'assay.of-targets', message, { field: 'assay' });
}

export async function listContrasts(
  ports: Ports,
  experiment: string,
  { assay }: { readonly assay?: string | undefined },
): Promise<ContrastsOnWire> {
  const asked = await askContrasts(ports, experiment, assay);
  const { loaded, contrasts } = asked;
  const environments = new ContrastEnvironments(ports, loaded);
  const told: ContrastOnWire[] = [];
  for (const one of contrasts) told.push(await contrastOnWire(environments, one));
  return { contrasts: told, pending: pendingOf(asked, environments), ...computedBy(loaded) };
}

/** What a verdict lacks of telemetry counts what is upstream of everything, too. */
export const pendingOf = ({ upstream, due }: ContrastsAsked, { pending }: ContrastEnvironments): number =>
  due + Math.max(upstream, pending);

type Engine = ContrastResult['engines'][number];

/** @param asked the engine and the gene set that are asked for; absent: the default, and all */
export async function contrastOnWire(
  environments: ContrastEnvironments,
  { assay, contrast, found, results }: AskedContrast,
  { engine, set }: { readonly engine?: Engine | undefined; readonly set?: string | undefined } = {},
): Promise<ContrastOnWire> {
  const { a, b } = contrast;
  const asked = engine ?? found?.engines[0] ?? null;
  const refused = found?.refused ?? results?.refused ?? (found === null ? AWAITED : undefined);
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
    environment: await environments.of(assay.takenAt, contrast),
    ...(refused !== undefined && { refused }),
    snapshot: asked === null || results === null ? null : snapshotOf(results, asked),
  };
}

const AWAITED = { code: 'contrast.awaited', message: 'nothing of the assay has been computed' };

const snapshotOf = ({ records, definition }: AssayResults, { version, table }: Engine): string =>
  `sha256:${digestOf([records, definition, version, table.digest, SETS_VERSION])}`;
