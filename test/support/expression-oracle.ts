/** Simulated count batches beside what R's limma, edgeR and DESeq2 make of them; they are not part of this repository. */
import type { CountMatrix } from '../../shared/domain/expression/count-matrix.ts';
import { realFile } from './real-data.ts';

export type Row = Readonly<Record<string, string>>;

export interface ExpressionOracle {
  readonly matrix: CountMatrix;
  /** Constant, batch, arm. */
  readonly design: readonly Float64Array[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** By gene. */
  readonly results: ReadonlyMap<string, Row>;
}

const oracle = (name: string): string => realFile(`../oracles/de/${name}`).toString();

function rowsOf(name: string): Row[] {
  const [head = '', ...lines] = oracle(name).trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((one, i) => [one, cells[i] ?? '']));
  });
}

/** @param batch sim_n3 or sim_n6 */
export function readOracle(batch: string, tool: 'limma' | 'deseq2'): ExpressionOracle {
  const samples = rowsOf(`${batch}_coldata.csv`);
  const names = samples.map(({ sample = '' }) => sample);
  const counts = rowsOf(`${batch}_counts.csv`);
  const isOf = (column: string, value: string) =>
    Float64Array.from(samples, (row) => (row[column] === value ? 1 : 0));
  return {
    matrix: {
      genes: counts.map(({ gene = '' }) => gene),
      samples: names,
      counts: Float64Array.from(counts.flatMap((row) => names.map((name) => Number(row[name])))),
    },
    design: [new Float64Array(names.length).fill(1), isOf('batch', 'b2'), isOf('arm', 'flight')],
    settings: JSON.parse(oracle(`${batch}_${tool}.json`)),
    results: new Map(rowsOf(`${batch}_${tool}.csv`).map((row) => [row.gene ?? '', row])),
  };
}

/** True log2 fold of each gene. */
export const readTruth = (batch: string): ReadonlyMap<string, number> =>
  new Map(rowsOf(`${batch}_truth.csv`).map(({ gene = '', log2fc }) => [gene, Number(log2fc)]));
