/** What the cultures of two arms differ in, beside where they were: it may be all that differs. */
import { HANDLED_APART } from '../assay/handled-apart.ts';
import type { Remark } from '../assay/sample-register.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import type { Declared } from '../experiment/declared.ts';
import { countText } from '../words/count.ts';
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
 * Arms differ in a fact of which they have other values, or other shares of the same ones: one pair of twins that differ is
 * enough (docs/design.md#environment). What is told of one arm alone, or not of all units, leaves it open.
 *
 * @param factOf what is known of a unit that is compared; null where nothing says it
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
    return [apartRemark(`${name} is ${namesText(ofA)} in ${a} and ${namesText(ofB)} in ${b}`)];
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
  if (fact === 'donor') return [];
  const countIn = (arm: readonly string[], value: string) =>
    arm.filter((unit) => factOf(unit, fact) === value).length;
  const values = [...ofA.union(ofB)].sort();
  const unlike = (value: string) =>
    Math.abs(countIn(units.a, value) / units.a.length - countIn(units.b, value) / units.b.length) >=
    Math.max(1 / units.a.length, 1 / units.b.length);
  if (ofA.symmetricDifference(ofB).size === 0 && !values.some(unlike)) return [];
  const shares = (arm: readonly string[]) =>
    listText(
      values.flatMap((value) => {
        const n = countIn(arm, value);
        return n === 0 ? [] : [`${value} of ${countText(n, 'unit')}`];
      }),
      ', ',
      6,
    );
  return [apartRemark(`${name} is ${shares(units.a)} in ${a} and ${shares(units.b)} in ${b}`)];
}

const namesText = (names: ReadonlySet<string>): string => listText([...names].sort(), ', ', 6);

const apartRemark = (told: string): Remark => ({
  code: HANDLED_APART,
  message: `${told}: whatever differs may come of that`,
});

/** As the definition says it of the unit's culture. */
export function cultureFact(
  { units }: Pick<Declared, 'units'>,
  unit: string,
  fact: CultureFact,
): string | null {
  const told = units.get(unit)?.culture?.[fact];
  return typeof told === 'string' || typeof told === 'number' ? String(told) : null;
}
