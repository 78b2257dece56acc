import type { ContrastOnWire } from '../../contract/expression.ts';
import { FIELD_SETS, LOOKED_FOR, SETS_REFERENCE, SETS_VERSION } from '../../domain/gene-set/field-sets.ts';
import type { SetTest } from '../../domain/gene-set/set-test.ts';
import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';

/** @param set the one that is asked for; absent: all */
export function geneSetsOnWire(
  tests: readonly SetTest[],
  set?: string,
): NonNullable<ContrastOnWire['geneSets']> {
  const isNoneFound = tests.every(({ genes }) => genes.every(({ state }) => state === 'not-found'));
  return {
    ...{ version: SETS_VERSION, reference: SETS_REFERENCE, lookedFor: LOOKED_FOR },
    ...(isNoneFound && { note: NONE_FOUND }),
    tests: tests.filter((one) => set === undefined || one.set === set).map(rounded),
  };
}

const NONE_FOUND =
  'no row has a name of any of their genes: a table with other ids needs a column of gene symbols';

function rounded(test: SetTest): SetTest {
  const { log2fc, se, df, ci95, stat, pValue, adjPValue, correlation, inflation } = test;
  return {
    ...test,
    ...{ log2fc: derivedOrNull(log2fc), se: derivedOrNull(se), df: derivedOrNull(df) },
    ci95: ci95 === null ? null : [derived(ci95[0]), derived(ci95[1])],
    ...{ stat: derivedOrNull(stat), pValue: derivedOrNull(pValue), adjPValue: derivedOrNull(adjPValue) },
    ...{ correlation: derivedOrNull(correlation), inflation: derivedOrNull(inflation) },
  };
}

/** Refuses a set that there is not. */
export function checkSet(set: string | undefined): void {
  const known = FIELD_SETS.map(({ id }) => id);
  if (set === undefined || known.includes(set)) return;
  const meant = nearest(set, known);
  const hint = meant === null ? `there are ${known.join(', ')}` : `did you mean ${quoted(meant)}?`;
  throw new Refusal('not-found', 'set.unknown', `there is no gene set ${quoted(set)}; ${hint}`, {
    field: 'set',
  });
}
