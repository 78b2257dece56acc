/** A gene of the contrasts of one experiment. */
import type { AcrossQueried } from '../../contract/across.ts';
import type { GenesOnWire } from '../../contract/expression.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { log2Of } from '../../domain/experiment/equivalence-schema.ts';
import { quoted } from '../../domain/quoted.ts';
import { derived } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import { normalQuantile } from '../../stats/normal-quantile.ts';
import { studentTQuantile } from '../../stats/student-t.ts';
import {
  type ComparedArms,
  type Effect,
  type EffectsOf,
  effectOf,
  exposedAsked,
} from './effects-of-experiment.ts';
import { type AskedContrast, askContrasts } from './list-contrasts.ts';
import { queryGenes } from './query-genes.ts';

/** By id or symbol, in any case: of mouse and human a gene is held by its symbol. */
export async function geneEffects(
  ports: Ports,
  experiment: string,
  gene: string,
  query: Pick<AcrossQueried, 'contrast'>,
): Promise<EffectsOf> {
  const { loaded, contrasts, upstream, due } = await askContrasts(ports, experiment, undefined);
  const effects: Effect[] = [];
  let pending = upstream + due;
  let asked = 0;
  for (const one of contrasts) {
    const exposed = exposedAsked(loaded.index, one.contrast, query);
    if (exposed === null) continue;
    asked++;
    const page = { assay: one.assay.id, gene: [gene], sort: 'gene', limit: 2, skip: 0 } as const;
    const { genes } = await queryGenes(ports, experiment, contrastId(one.contrast), page);
    pending = Math.max(pending, genes.pending);
    for (const row of genes.rows.slice(0, 1))
      effects.push(effectOf(loaded.index, exposed, armsOf(experiment, one, genes, row)));
  }
  const why =
    asked === 0
      ? 'no contrast of genes, of those asked for, is of an arm whose gravity is altered with a control'
      : `no file of its assays has a gene ${quoted(gene)}`;
  return { effects, without: effects.length > 0 ? null : why, pending };
}

function armsOf(
  experiment: string,
  { assay, contrast, found }: AskedContrast,
  genes: Omit<GenesOnWire, 'next'>,
  { log2fc, se, pValue, reason }: GenesOnWire['rows'][number],
): ComparedArms {
  const kept = found?.engines.find(({ engine }) => engine === genes.engine)?.df;
  const df = kept === 'infinite' ? Number.POSITIVE_INFINITY : kept;
  const known =
    log2fc === null || se === null || df === undefined
      ? null
      : { scale: 'ratio' as const, size: log2fc * Math.LN2, se: se * Math.LN2, df };
  const why = df === undefined && log2fc !== null ? OLDER : (reason ?? 'there is no interval');
  return {
    ...{ experiment, contrast, id: genes.id, assay: assay.id, kind: assay.kind, n: genes.n },
    below: null,
    units: genes.units ?? { a: [], b: [] },
    ...{ scale: 'ratio', ucum: null, known, pValue, snapshot: genes.snapshot },
    ci95: known === null ? null : endsOf(known),
    estimator: `a fold change by ${genes.engine ?? 'no engine'}`,
    environment: { verdict: genes.environment.verdict, sentence: genes.environment.sentence },
    warnings: genes.warnings,
    refused: known === null ? (genes.refused ?? { code: 'across.no-interval', message: why }) : undefined,
    margin: assay.equivalence === undefined ? null : 2 ** log2Of(assay.equivalence),
    substrates: new Set(),
  };
}

const OLDER =
  'an earlier version computed the contrast and did not keep the degrees of freedom: it is told once the assay is computed anew';

function endsOf({ size, se, df }: NonNullable<ComparedArms['known']>): [number, number] {
  const half = (Number.isFinite(df) ? studentTQuantile(0.975, df) : normalQuantile(0.975)) * se;
  return [derived(Math.exp(size - half)), derived(Math.exp(size + half))];
}
