/** Margins so wide that what everybody calls an effect would be told to be none. */
import type { Definition } from '../experiment/definition.ts';
import { type DefinitionWarning, type Path, warning } from '../experiment/definition-warning.ts';
import { type FoldMargin, log2Of } from '../experiment/equivalence-schema.ts';
import { significantText } from '../words/figure.ts';

/** A change to the double, or to the half. */
const WIDE_LOG2 = 1;

export function wideMarginWarnings({ assays }: Pick<Definition, 'assays'>): DefinitionWarning[] {
  return assays.flatMap((assay, i) => [
    ...warned(assay.equivalence, ['assays', i, 'equivalence']),
    ...(assay.kind === 'endpoint-table'
      ? assay.endpoints.flatMap(({ equivalence }, j) =>
          equivalence === undefined || 'difference' in equivalence
            ? []
            : warned(equivalence, ['assays', i, 'endpoints', j, 'equivalence']),
        )
      : []),
  ]);
}

function warned(margin: FoldMargin | undefined, path: Path): DefinitionWarning[] {
  if (margin === undefined || log2Of(margin) < WIDE_LOG2) return [];
  const fold = significantText(2 ** log2Of(margin), 3);
  const text = `within this margin a change of up to × ${fold} counts as none, and will be told as equivalent to no effect: declare what is too small to matter, such as { ratio: 1.25 }`;
  return [warning('definition.margin-wide', path, text)];
}
