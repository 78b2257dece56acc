/** What was extracted of the same review by other means, by gene and endpoint; it is not part of this repository. */
import type { LiteratureRecord } from '../../shared/domain/literature/catalogue.ts';
import { expectationOf } from '../../shared/domain/literature/expectation.ts';
import { hasRealData, realFile } from './real-data.ts';

interface Told {
  readonly refs: Readonly<Record<string, readonly number[]>>;
  readonly n_refs: number;
  readonly n_direct_refs: number;
  readonly consensus: string;
  readonly conflict_type: string | null;
}

export interface Extracted {
  readonly key: string;
  readonly type: 'gene' | 'endpoint';
  readonly analytes: readonly { readonly id: string; readonly mapping: string | null }[];
  readonly spaceflight: Told | null;
  readonly simulated: Readonly<Record<string, Told>>;
  readonly overall: Told | null;
}

export const EVERYWHERE = 'everywhere';

const told = hasRealData ? JSON.parse(realFile('../literature/expectations.json').toString()) : {};

export const extracted: readonly Extracted[] = [...(told.genes ?? []), ...(told.endpoints ?? [])];

/** `bmd@weight_bearing.trabecular` is called `bmd@weight_bearing/trabecular` here. */
export const nameHere = ({ key }: Extracted): string => key.replace('.', '/');

/** There a gene counts families for which it stands as well; here each of them is an endpoint. */
export const familiesOf = ({ type, analytes }: Extracted): string[] =>
  type === 'endpoint'
    ? []
    : analytes.flatMap(({ id, mapping }) => (mapping === 'representative' ? [id] : []));

/** By platform and over all; null where there is no evidence with a reference. */
export function extractedBy(one: Extracted, technique: string) {
  const of = { [EVERYWHERE]: one.overall, spaceflight: one.spaceflight, ...one.simulated }[technique];
  if (of == null || of.n_refs === 0) return null;
  return {
    ...{ sides: of.refs, references: of.n_refs, direct: of.n_direct_refs, consensus: of.consensus },
    isOpposite: of.conflict_type === 'opposite',
  };
}

/** The same of our records. */
export function foundBy(records: readonly LiteratureRecord[], technique: string) {
  const one = expectationOf(
    records.filter((record) => technique === EVERYWHERE || record.technique === technique),
  );
  if (one === null) return null;
  return {
    ...{ sides: one.sides, references: one.references.length, direct: one.direct.length },
    ...{ consensus: one.consensus, isOpposite: one.conflict === 'opposite' },
  };
}
