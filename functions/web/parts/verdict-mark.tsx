import type { LiteratureVerdict } from '../../../shared/domain/literature/words.ts';

/** By shape and by word: what the literature says of a measurement. */
const SHAPES: Readonly<Record<LiteratureVerdict, string>> = {
  AGREES: '✓',
  OPPOSES: '⇄',
  NULL: '∅',
  INCONCLUSIVE: '…',
  CONFLICTING: '≠',
  NO_EXPECTATION: '–',
};

export function VerdictMark({ verdict }: { readonly verdict: LiteratureVerdict }) {
  return (
    <span class="state">
      <span aria-hidden="true">{SHAPES[verdict]}</span> {verdict.replace('_', ' ')}
    </span>
  );
}
