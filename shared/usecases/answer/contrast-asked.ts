/** The contrast of genes that somebody names, with what was found of it by the engine that is asked for. */
import type { ContrastResult } from '../../domain/assay/results.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { GeneTable } from '../../domain/contrast/gene-table.ts';
import { unknownName } from '../../domain/nearest.ts';
import { Refusal } from '../../domain/refusal.ts';
import { decodeGeneTable } from '../../formats/assay/gene-table-file.ts';
import { orBadBytes } from '../../formats/checked/bad-bytes.ts';
import type { Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import {
  type AskedContrast,
  askContrasts,
  type ContrastsAsked,
  type Exclusions,
  withExclusions,
} from './list-contrasts.ts';

export interface ContrastQuery {
  /** Where more than one has the contrast. */
  readonly assay?: string | undefined;
  /** Absent: the default. */
  readonly engine?: string | undefined;
  readonly exclusions?: Exclusions | undefined;
}

export type ContrastEngine = ContrastResult['engines'][number];

export interface OneContrast {
  readonly all: ContrastsAsked;
  readonly asked: AskedContrast;
  /** Undefined, and no table, where it could not be compared. */
  readonly engine: ContrastEngine | undefined;
  readonly table: GeneTable | null;
}

/** Refuses one that the experiment has not, one that several assays have, and an engine that it was not compared by. */
export async function askContrast(
  ports: Ports,
  experiment: string,
  contrast: string,
  query: ContrastQuery,
): Promise<OneContrast> {
  const all = await askContrasts(ports, experiment, query.assay);
  const asked = withExclusions(contrastNamed(all.contrasts, contrast), query.exclusions);
  const engine = engineNamed(asked, query.engine);
  return { all, asked, engine, table: engine === undefined ? null : await tableOf(ports, engine) };
}

function contrastNamed(contrasts: readonly AskedContrast[], id: string): AskedContrast {
  const found = contrasts.filter(({ contrast }) => contrastId(contrast) === id);
  const [first] = found;
  if (first === undefined) {
    const known = [...new Set(contrasts.map(({ contrast }) => contrastId(contrast)))];
    throw new Refusal('not-found', 'contrast.unknown', unknownName('contrast', id, known));
  }
  if (found.length === 1) return first;
  const assays = found.map(({ assay }) => assay.id).join(', ');
  throw new Refusal(
    'invalid',
    'assay.ambiguous',
    `${found.length} assays have the contrast ${id} (${assays}): name one as assay`,
    { field: 'assay' },
  );
}

function engineNamed({ found }: AskedContrast, name: string | undefined): ContrastEngine | undefined {
  if (name === undefined || found === null || found.engines.length === 0) return found?.engines[0];
  const engine = found.engines.find((one) => one.engine === name);
  if (engine !== undefined) return engine;
  const known = found.engines.map((one) => one.engine).join(', ');
  throw new Refusal('not-found', 'engine.unknown', `the contrast was compared by ${known}, not by ${name}`, {
    field: 'engine',
  });
}

function tableOf(ports: Ports, { table }: ContrastEngine): Promise<GeneTable> {
  return intact(table, async () => {
    const bytes = await ports.archive.read(table);
    return orBadBytes(table.key, () => decodeGeneTable(bytes));
  });
}
