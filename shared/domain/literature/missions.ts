/** On which missions findings in flight rest: many findings of one mission are not many. */
import { once } from '../once-per.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';

export interface MissionsOf {
  /** Stations, vehicles and programmes, as the review names them: two crews of one station are one name. */
  readonly names: readonly string[];
  /** Records in flight of which nothing names a mission. */
  readonly untold: number;
}

/** What one place says of a reference holds wherever it is cited. */
const byReference: () => ReadonlyMap<number, readonly string[]> = once(() => {
  const told = literatureRecords().flatMap(({ references, missions = [] }) =>
    references.map((reference) => ({ reference, missions })),
  );
  return new Map(
    [...Map.groupBy(told, ({ reference }) => reference)].map(([reference, all]) => [
      reference,
      all.flatMap(({ missions }) => missions),
    ]),
  );
});

/** None of records on the ground. */
export function missionsOf(records: readonly LiteratureRecord[]): MissionsOf {
  const flown = records
    .filter(({ technique }) => technique === 'spaceflight')
    .map(({ missions, references }) =>
      missions === undefined ? references.flatMap((one) => byReference().get(one) ?? []) : missions,
    );
  return {
    names: [...new Set(flown.flat())].sort(),
    untold: flown.filter((missions) => missions.length === 0).length,
  };
}

/** `; missions: ISS, not named in 3 findings`; nothing of what did not fly. */
export function missionsText({ names, untold }: MissionsOf): string {
  if (names.length === 0 && untold === 0) return '';
  if (names.length === 0) return `; missions: not named in ${countText(untold, 'finding')}`;
  const rest = untold === 0 ? '' : `, not named in ${countText(untold, 'finding')}`;
  return `; missions: ${listText(names, ', ', 8)}${rest}`;
}
