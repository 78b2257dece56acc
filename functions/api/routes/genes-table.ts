import type { GenesOnWire } from '../../../shared/contract/expression.ts';
import type { CsvTable } from '../http/csv.ts';
import { factsOf } from '../http/facts.ts';

/** As GeneLab names the columns of a differential expression table; it has none for what is shrunken, nor for a reason. */
export function genesTable({ rows, ...rest }: GenesOnWire): CsvTable {
  const of = `(${rest.a})v(${rest.b})`;
  return {
    facts: factsOf(rest, []),
    header: [
      ...[
        'gene',
        'symbol',
        `Log2fc_${of}`,
        `lfcSE_${of}`,
        `Stat_${of}`,
        `P.value_${of}`,
        `Adj.p.value_${of}`,
      ],
      ...[`Group.Mean_(${rest.a})`, `Group.Mean_(${rest.b})`],
      ...[`Log2fcShrunk_${of}`, 'reason', 'literature', 'literatureStudies', 'equivalent'],
    ],
    rows: rows.map(({ gene, symbol, log2fc, log2fcShrunk, se, stat, pValue, adjPValue, means, ...told }) => [
      ...[gene, symbol, log2fc, se, stat, pValue, adjPValue],
      ...[
        means.a,
        means.b,
        log2fcShrunk,
        told.reason,
        told.literature?.verdict,
        told.literature?.studies.join(' ') || null,
        told.equivalent?.toString() ?? null,
      ],
    ]),
  };
}
