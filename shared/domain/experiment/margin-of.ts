/** The margin that is declared of an endpoint, on the scale that its arms are told apart on. */
import type { Assay } from './assay-schema.ts';
import { type FoldMargin, log2Of } from './equivalence-schema.ts';

export interface Margin {
  readonly scale: 'ratio' | 'difference';
  /** Above 1 of a ratio, above 0 of a difference. */
  readonly value: number;
}

/** Null where none is declared. */
export function marginOf(assay: Assay, endpoint: string): Margin | null {
  const rule = assay.kind === 'endpoint-table' ? ruleOf(assay, endpoint) : undefined;
  const own = rule?.equivalence;
  if (own !== undefined)
    return 'difference' in own ? { scale: 'difference', value: own.difference } : ratio(own);
  if (assay.equivalence === undefined || rule?.scale === 'difference') return null;
  return ratio(assay.equivalence);
}

const ruleOf = ({ endpoints }: Extract<Assay, { kind: 'endpoint-table' }>, name: string) =>
  endpoints.find(({ endpoint }) => endpoint === name);

const ratio = (margin: FoldMargin): Margin => ({ scale: 'ratio', value: 2 ** log2Of(margin) });
