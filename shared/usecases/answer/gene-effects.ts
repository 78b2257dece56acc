/** A gene of the contrasts of one experiment. */
import type { AcrossQueried } from '../../contract/across.ts';
import type { GenesOnWire } from '../../contract/expression.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { isOfGenes } from '../../domain/experiment/assay-schema.ts';
import { log2Of } from '../../domain/experiment/equivalence-schema.ts';
import { quoted } from '../../domain/quoted.ts';
import { derived } from '../../domain/words/derived.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import { normalQuantile } from '../../stats/normal-quantile.ts';
import { studentTQuantile } from '../../stats/student-t.ts';
import { awaitedText, COMPUTING } from './assay-endpoints.ts';
import {
  type ComparedArms,
  type Effect,
  type EffectsOf,
  effectOf,
  exposedAsked,
  ofThoseAsked,
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
  const asked: AskedContrast[] = [];
  let meant: string | undefined;
  for (const one of contrasts) {
    const exposed = exposedAsked(loaded.index, one.contrast, query);
    if (exposed === null) continue;
    asked.push(one);
    const page = { assay: one.assay.id, gene: [gene], sort: 'gene', limit: 2, skip: 0 } as const;
    const { genes } = await queryGenes(ports, experiment, contrastId(one.contrast), page);
    pending = Math.max(pending, genes.pending);
    meant ??= genes.meant?.[0]?.gene;
    for (const row of genes.rows.slice(0, 1))
      effects.push(effectOf(loaded.index, exposed, armsOf(experiment, one, genes, row)));
  }
  if (effects.length > 0) return { effects, without: null, pending };
  const hasAssay = [...loaded.index.assays.values()].some(isOfGenes);
  const without = hasAssay
    ? (whyUnasked(asked, query) ?? whyAbsent(asked, { gene, meant, due, upstream }))
    : NO_ASSAY;
  return { effects, without, pending };
}

const NO_ASSAY = 'it has no assay of genes';

function whyUnasked(asked: readonly unknown[], query: Pick<AcrossQueried, 'contrast'>): string | null {
  if (asked.length > 0) return null;
  return `no contrast of genes${ofThoseAsked(query)} is of an arm whose gravity is altered with a control`;
}

interface Absent {
  readonly gene: string;
  readonly meant: string | undefined;
  readonly due: number;
  readonly upstream: number;
}

/** Of what nobody has compared yet it is not said that no file has it. */
function whyAbsent(asked: readonly AskedContrast[], { gene, meant, due, upstream }: Absent): string {
  const known = asked.filter(({ found }) => found !== null && found.engines.length > 0);
  if (known.length > 0)
    return `no file of its assays has a gene ${quoted(gene)}${meant === undefined ? '' : `; did you mean ${quoted(meant)}?`}`;
  const why = asked.map(({ assay, results, found }) => {
    const refused = found?.refused ?? results?.refused;
    const told = refused?.message ?? (due > 0 ? COMPUTING : awaitedText(assay, upstream));
    return `assay ${assay.id}${refused === undefined ? '' : ':'} ${told}`;
  });
  return `nothing of ${quoted(gene)} can be told yet: ${listText([...new Set(why)], '; ', 3)}`;
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
