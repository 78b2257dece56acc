/** What two experiments differ in beside their platform: any of it may be why they do not agree. */
import { conversionIfAny } from '../ucum/conversion.ts';
import { listText } from '../words/list.ts';
import { spokenApart } from '../words/spoken-unit.ts';

export interface EffectFacts {
  readonly experiment: string;
  readonly kind: string;
  readonly scale: 'ratio' | 'difference';
  /** Null of what has no unit. */
  readonly ucum: string | null;
  /** How units were held against each other, and by what estimate. */
  readonly estimator: string;
  readonly controlKind: string;
  readonly environment: string;
  readonly cell: readonly string[];
  readonly species: readonly string[];
  readonly substrate: readonly string[];
  readonly donor: readonly string[];
}

/** Why the two must not be held against each other; null where they may. */
export function notComparable(a: EffectFacts, b: EffectFacts): { code: string; message: string } | null {
  if (a.scale !== b.scale) {
    const message = `${a.experiment} tells arms apart by a ${a.scale} and ${b.experiment} by a ${b.scale}: one has nothing to do with the other`;
    return { code: 'across.scale', message };
  }
  if (a.scale === 'difference' && a.ucum !== b.ucum) {
    const [one, other] = spokenApart([a, b].map(({ ucum }) => ucum ?? 'no unit'));
    const message = `differences are in ${one} of ${a.experiment} and in ${other} of ${b.experiment}: declare one unit, or ratios`;
    return { code: 'across.unit', message };
  }
  return null;
}

const FACTS = [
  ['cell', 'the cells are'],
  ['species', 'the species is'],
  ['substrate', 'the substrate is'],
] as const;

/** Beside the platform, which is what is asked about. */
export function experimentsApart(a: EffectFacts, b: EffectFacts): string[] {
  const both = (what: string, one: string, other: string) =>
    one === other ? [] : [`${what} ${one} (${a.experiment}) and ${other} (${b.experiment})`];
  const shared = a.donor.filter((donor) => b.donor.includes(donor));
  return [
    ...FACTS.flatMap(([fact, what]) => both(what, told(a[fact]), told(b[fact]))),
    ...FACTS.flatMap(([fact, what]) =>
      a[fact].length === 0 && b[fact].length === 0 ? [`nothing says what ${what}`] : [],
    ),
    ...unitsApart(a, b),
    ...both('it was measured as', a.kind, b.kind),
    ...both('the estimate is', a.estimator, b.estimator),
    ...both('the control is', a.controlKind, b.controlKind),
    ...[a, b].flatMap(({ experiment, environment }) =>
      environment === 'CLEAN' ? [] : [`the environment of ${experiment} is ${environment}`],
    ),
    ...(shared.length === 0
      ? []
      : [`both have cells of ${listText(shared)}, so that they are not quite independent`]),
  ];
}

/** Of ratios: measured unit and denominator, where one is none of the other. */
function unitsApart(a: EffectFacts, b: EffectFacts): string[] {
  if (a.ucum === b.ucum || a.ucum === null || b.ucum === null) return [];
  if (conversionIfAny(a.ucum, b.ucum) !== undefined) return [];
  const [one, other] = [partsOf(a.ucum), partsOf(b.ucum)];
  const of = (what: string, mine: string, yours: string) => {
    if (mine === yours) return [];
    const [is, isThere] = spokenApart([mine, yours]);
    return [`${what} ${is} (${a.experiment}) and ${isThere} (${b.experiment})`];
  };
  return [...of('it is measured in', one.measured, other.measured), ...of('it is per', one.per, other.per)];
}

function partsOf(ucum: string): { readonly measured: string; readonly per: string } {
  const [measured = '', ...per] = ucum.split('/');
  return { measured: measured === '' ? 'a number' : measured, per: per.join('/') || 'nothing' };
}

const told = (values: readonly string[]): string =>
  values.length === 0 ? 'not told' : listText([...values].sort(), ', ', 4);
