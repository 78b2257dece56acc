/** What the catalogue of the literature has of what is asked, on every side that it has. */

import type { LiteratureOnWire, LiteratureQueried } from '../../contract/literature.ts';
import {
  LITERATURE_SOURCE,
  LITERATURE_VERSION,
  type LiteratureRecord,
} from '../../domain/literature/catalogue.ts';
import { type Expected, expectedIn } from '../../domain/literature/expected.ts';
import { type LiteratureAsked, literatureAsked, recordsAsked } from '../../domain/literature/find-records.ts';
import { inconsistenciesOf } from '../../domain/literature/inconsistencies.ts';
import { plain } from '../../domain/literature/plain.ts';
import { reportedOf } from '../../domain/literature/reported.ts';
import { type Technique, techniques } from '../../domain/literature/techniques.ts';
import { quoted } from '../../domain/quoted.ts';
import { listText } from '../../domain/words/list.ts';
import { plainText } from '../../domain/words/plain-text.ts';

/** Fails with `literature.…` where nothing of the catalogue is called as asked, naming the nearest. */
export function listLiterature(query: LiteratureQueried): LiteratureOnWire {
  const asked = literatureAsked(query);
  const found = recordsAsked(asked);
  const all = expectedIn(found);
  const expected = all.filter(
    ({ consensus }) => query.consensus === undefined || consensus === query.consensus,
  );
  const records = query.consensus === undefined ? found : recordsOf(expected, found);
  return {
    ...{ version: LITERATURE_VERSION, source: LITERATURE_SOURCE },
    remarks: remarksOn(query, asked, records),
    records: records.map(recordOnWire),
    expected: expected.map(({ records: _, sides, references, direct, ...one }) => ({
      ...{ ...one, sides: mutable(sides), references: [...references], direct: [...direct] },
    })),
    techniques: techniquesShown(query, asked),
    inconsistencies: inconsistenciesOf(records).map(({ id, what, handling }) => ({ id, what, handling })),
  };
}

/** In the order of the catalogue. */
function recordsOf(expected: readonly Expected[], found: readonly LiteratureRecord[]): LiteratureRecord[] {
  const kept = new Set(expected.flatMap(({ records }) => records));
  return found.filter((one) => kept.has(one));
}

function remarksOn(
  query: LiteratureQueried,
  { symbol, endpoint, techniques: ids }: LiteratureAsked,
  records: readonly unknown[],
): string[] {
  const isOtherName = symbol !== null && query.symbol !== symbol;
  const used = new Set(ids ?? []);
  return [
    ...(isOtherName
      ? [
          `${quoted(query.symbol ?? '')} is read as ${symbol}: genes are held by their human symbol, and which species was studied stands in each record`,
        ]
      : []),
    ...endpointRemark(query.endpoint, endpoint),
    ...(records.length > 0 || isOfPlatforms(query) ? [] : [noneText(query, used)]),
  ];
}

/** How an endpoint was read that the catalogue calls otherwise, and which bones count where it is of a place. */
function endpointRemark(said: string | undefined, id: string | null): string[] {
  if (said === undefined || id === null) return [];
  const [name = ''] = said.split('@');
  const bones = said.includes('@') ? reportedOf(said).place?.bones : undefined;
  const at = bones === undefined ? '' : `, of ${bones}`;
  return plain(name) === plain(id) && at === '' ? [] : [`${quoted(said)} is read as ${id}${at}`];
}

/** Table 2 is of platforms and has no findings: whoever asks it for one is told so. */
const isOfPlatforms = ({ table, technique: _, ...others }: LiteratureQueried): boolean =>
  table === 2 && Object.values(others).every((one) => one === undefined);

/** Nothing was found of what was looked at, which is named: it is no report that there is no effect. */
function noneText(query: LiteratureQueried, used: ReadonlySet<string>): string {
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${plainText(String(value))}`],
  );
  const platform = used.size === 0 ? '' : `; of ${listText([...used])} it has ${countOn(used)}`;
  return `no study of the catalogue reports this (${asked.join(', ')})${platform}: that nobody reported it is not that there is no effect`;
}

const countOn = (used: ReadonlySet<string>): string => {
  const count = recordsAsked({ ...literatureAsked({}), techniques: [...used] }).length;
  return count === 0 ? 'no finding at all' : `${count} of other things`;
};

/** Of table 2, or those that are asked about. */
function techniquesShown(
  { table }: LiteratureQueried,
  { techniques: ids }: LiteratureAsked,
): LiteratureOnWire['techniques'] {
  return techniques()
    .filter(({ id, isInTable2 }) =>
      table === 2 ? isInTable2 && (ids?.includes(id) ?? true) : ids?.includes(id),
    )
    .map(techniqueOnWire);
}

const techniqueOnWire = ({ aliases: _, parent: __, isInTable2: ___, ...one }: Technique) => one;

const recordOnWire = ({
  study: _,
  of: __,
  kind: ___,
  level: ____,
  flags: _____,
  repeats: ______,
  ...one
}: LiteratureRecord) => one;

const mutable = (sides: Expected['sides']): LiteratureOnWire['expected'][number]['sides'] =>
  Object.fromEntries(Object.entries(sides).map(([direction, references]) => [direction, [...references]]));
