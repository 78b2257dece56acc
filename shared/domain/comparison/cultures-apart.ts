/** What the cultures of two arms differ in, beside where they were: it may be all that differs. */
import { HANDLED_APART } from '../assay/handled-apart.ts';
import type { Remark } from '../assay/sample-register.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import type { Declared } from '../experiment/declared.ts';
import { listText } from '../words/list.ts';

/** Facts of a culture that must match between arms, as people say them. */
const FACTS = [
  ['substrate', 'the substrate'],
  ['seedingPerCm2', 'the seeding density'],
  ['cellType', 'the cell type'],
  ['species', 'the species'],
  ['donor', 'the donor'],
  ['sex', 'the sex of the donor'],
] as const;
export type CultureFact = (typeof FACTS)[number][0];

/**
 * Arms that have no value of a fact in common differ in it; what is told of one arm alone leaves it open.
 *
 * @param factsOf what is known of a unit that is compared; null where nothing says it
 */
export function culturesApart(
  units: { readonly a: readonly string[]; readonly b: readonly string[] },
  contrast: Contrast,
  factOf: (unit: string, fact: CultureFact) => string | null,
): Remark[] {
  const { a, b } = contrast;
  // Nothing of one of them is compared.
  if (units.a.length === 0 || units.b.length === 0) return [];
  return FACTS.flatMap(([fact, name]): Remark[] => {
    const [ofA, ofB] = [units.a, units.b].map(
      (arm) => new Set(arm.flatMap((unit) => factOf(unit, fact) ?? [])),
    ) as [Set<string>, Set<string>];
    if (ofA.size === 0 && ofB.size === 0) return [];
    if (ofA.size === 0 || ofB.size === 0) {
      const [silent, other] = ofA.size === 0 ? [a, b] : [b, a];
      const message = `of ${silent} nothing says whether ${name} is that of ${other}`;
      return [{ code: 'design.culture-untold', message }];
    }
    if (!ofA.isDisjointFrom(ofB)) return partlyApart(units, contrast, { fact, name }, factOf, [ofA, ofB]);
    const message = `${name} is ${listText([...ofA].sort(), ', ', 6)} in ${a} and ${listText([...ofB].sort(), ', ', 6)} in ${b}: whatever differs may come of that`;
    return [{ code: HANDLED_APART, message }];
  });
}

/** Where arms share a value and not all of them, or a unit says none: what differs may still come of it. */
function partlyApart(
  units: { readonly a: readonly string[]; readonly b: readonly string[] },
  { a, b }: Contrast,
  { fact, name }: { readonly fact: CultureFact; readonly name: string },
  factOf: (unit: string, fact: CultureFact) => string | null,
  [ofA, ofB]: readonly [ReadonlySet<string>, ReadonlySet<string>],
): Remark[] {
  const untold = [...units.a, ...units.b].filter((unit) => factOf(unit, fact) === null);
  if (untold.length > 0) {
    const message = `of ${listText(untold, ', ', 6)} nothing says what ${name} is`;
    return [{ code: 'design.culture-untold', message }];
  }
  // Donors that arms share in part are told of where units are held against each other.
  if (fact === 'donor' || ofA.symmetricDifference(ofB).size === 0) return [];
  const message = `${name} is ${listText([...ofA].sort(), ', ', 6)} in ${a} and ${listText([...ofB].sort(), ', ', 6)} in ${b}, in unlike parts`;
  return [{ code: 'design.culture-partly', message }];
}

/** As the definition says it of the unit's culture. */
export function cultureFact(
  { units }: Pick<Declared, 'units'>,
  unit: string,
  fact: CultureFact,
): string | null {
  const told = units.get(unit)?.culture?.[fact];
  return typeof told === 'string' || typeof told === 'number' ? String(told) : null;
}
