/** Which units of two arms are held against each other, and how. */
import type { Remark } from '../assay/sample-register.ts';
import { listText } from '../words/list.ts';
import type { ComparedBy, UnitValue } from './arms-asked.ts';

export interface UnitOfArm extends UnitValue {
  readonly donor: string | null;
}

export interface Held {
  readonly by: ComparedBy;
  readonly a: readonly UnitValue[];
  readonly b: readonly UnitValue[];
  /** Who is left out, and what is doubtful. */
  readonly remarks: readonly Remark[];
}

/** Pairs of a unit of the one arm with a unit of the other. */
export type UnitPairs = readonly { readonly a: string; readonly b: string }[];

/**
 * Donors that both arms share are blocks, since what is a donor's own is no difference of the arms: of one donor there is
 * nothing to take out.
 *
 * @param pairs where units are compared in pairs; null where they are not
 */
export function comparedBy(a: readonly UnitOfArm[], b: readonly UnitOfArm[], pairs: UnitPairs | null): Held {
  if (pairs !== null) return inPairs(a, b, pairs);
  const [ofA, ofB] = [donorsOf(a), donorsOf(b)];
  const shared = ofA.known.filter((one) => ofB.known.includes(one));
  if (shared.length === 0) return { by: 'units', a, b, remarks: nested(ofA, ofB) };
  if (ofA.untold.length + ofB.untold.length > 0) {
    const untold = listText([...ofA.untold, ...ofB.untold], ', ', 12);
    const message = `the arms share donors (${listText(shared, ', ', 6)}), and nothing says whose cells ${untold} are: what is a donor's own is not taken out`;
    return { by: 'units', a, b, remarks: [{ code: 'comparison.donor-untold', message }] };
  }
  if (new Set([...ofA.known, ...ofB.known]).size === 1) return { by: 'units', a, b, remarks: [] };
  return inBlocks(a, b, new Set(shared));
}

/** Of a donor whose cells are in one arm alone nothing is compared within it. */
function inBlocks(a: readonly UnitOfArm[], b: readonly UnitOfArm[], shared: ReadonlySet<string>): Held {
  const isShared = ({ donor }: UnitOfArm) => donor !== null && shared.has(donor);
  const inBlock = ({ donor, ...one }: UnitOfArm): UnitValue => ({ ...one, block: donor ?? '' });
  const left = [...a, ...b].filter((one) => !isShared(one)).map(({ unit }) => unit);
  const message = `compared within donors that both arms share: ${listText(left, ', ', 12)} ${left.length === 1 ? 'is of a donor' : 'are of donors'} in one arm alone, and ${left.length === 1 ? 'does' : 'do'} not count`;
  return {
    ...{ by: 'blocks', a: a.filter(isShared).map(inBlock), b: b.filter(isShared).map(inBlock) },
    remarks: left.length === 0 ? [] : [{ code: 'comparison.donor-alone', message }],
  };
}

function inPairs(a: readonly UnitOfArm[], b: readonly UnitOfArm[], pairs: UnitPairs): Held {
  const whole = pairs.flatMap((pair) => {
    const [one, other] = [a.find(({ unit }) => unit === pair.a), b.find(({ unit }) => unit === pair.b)];
    return one === undefined || other === undefined ? [] : [{ one, other }];
  });
  const inThem = new Set(whole.flatMap(({ one, other }) => [one.unit, other.unit]));
  const left = [...a, ...b].filter(({ unit }) => !inThem.has(unit)).map(({ unit }) => unit);
  const message = `compared in pairs: ${listText(left, ', ', 12)} ${left.length === 1 ? 'has' : 'have'} no partner with a value, and ${left.length === 1 ? 'does' : 'do'} not count`;
  return {
    ...{ by: 'pairs', a: whole.map(({ one }) => one), b: whole.map(({ other }) => other) },
    remarks: left.length === 0 ? [] : [{ code: 'comparison.no-partner', message }],
  };
}

interface Donors {
  readonly known: readonly string[];
  /** Units of which nothing says whose cells they are. */
  readonly untold: readonly string[];
}

function donorsOf(units: readonly UnitOfArm[]): Donors {
  return {
    known: [...new Set(units.flatMap(({ donor }) => donor ?? []))].sort(),
    untold: units.flatMap(({ unit, donor }) => (donor === null ? [unit] : [])),
  };
}

function nested({ known: a }: Donors, { known: b }: Donors): Remark[] {
  if (a.length !== 1 || b.length !== 1) return [];
  const message = `one arm is all donor ${a[0]}, the other all donor ${b[0]}: whatever differs may be the donors' own`;
  return [{ code: 'comparison.donor-nested', message }];
}
