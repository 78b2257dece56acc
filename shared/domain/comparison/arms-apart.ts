/** What the units of two arms of an assay differ in beside where they were, whichever endpoint is asked for. */
import { HANDLED_APART } from '../assay/handled-apart.ts';
import type { AssayResults, KeptMeasured, KeptSlice } from '../assay/results.ts';
import type { Remark } from '../assay/sample-register.ts';
import { contrastId } from '../contrast/compare-genes.ts';
import { contrastsOf } from '../experiment/assay-checks.ts';
import type { Assay, Contrast } from '../experiment/assay-schema.ts';
import type { Declared } from '../experiment/declared.ts';
import { cultureFact, culturesApart } from './cultures-apart.ts';

type Index = Pick<Declared, 'units'>;

/** By the cultures of units of which a slice counts, and by what these slices are made of. */
export function slicesApart(index: Index, slices: readonly KeptSlice[], { a, b }: Contrast): Remark[] {
  const of = (arm: string) => [
    ...new Set(slices.flatMap((one) => (one.arm === arm && !one.refused ? one.unit : []))),
  ];
  return culturesApart({ a: of(a), b: of(b) }, { a, b }, (unit, fact) =>
    fact === 'substrate' ? substrateOf(slices, unit) : cultureFact(index, unit, fact),
  );
}

/** A slice of which people say two things is of neither: it matches only others of which they say the same two. */
function substrateOf(slices: readonly KeptSlice[], unit: string): string | null {
  const told = slices.flatMap((one) => {
    if (one.unit !== unit || one.substrate === null) return [];
    const all = one.substrates?.map(({ substrate }) => substrate) ?? [one.substrate];
    return [[...new Set(all)].sort().join(' or ')];
  });
  return told.length === 0 ? null : [...new Set(told)].sort().join(' and ');
}

/** By the cultures of units of which a row has come, of any endpoint: an environment is one. */
export function measuredApart(index: Index, measured: readonly KeptMeasured[], { a, b }: Contrast): Remark[] {
  const of = (arm: string) =>
    [...new Set(measured.map(({ unit }) => unit))].filter((unit) => index.units.get(unit)?.arm === arm);
  return culturesApart({ a: of(a), b: of(b) }, { a, b }, (unit, fact) => cultureFact(index, unit, fact));
}

/** What makes comparisons of an assay CONFOUNDED before any environment is looked at, each once. */
export function confoundedBy(index: Declared, assay: Assay, results: AssayResults): string[] {
  const { slices = [], measured = [], handledApart } = results;
  const told = contrastsOf(assay, index).flatMap((contrast) => [
    ...handledApart.filter((one) => one.contrast === contrastId(contrast)),
    ...slicesApart(index, slices, contrast),
    ...measuredApart(index, measured, contrast),
  ]);
  return [...new Set(told.flatMap(({ code, message }) => (code === HANDLED_APART ? [message] : [])))];
}
