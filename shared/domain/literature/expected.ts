/** What records come to, by gene or endpoint and by technique: each only with its own. */
import { byText } from '../by-text.ts';
import type { LiteratureRecord } from './catalogue.ts';
import { type Expectation, expectationOf } from './expectation.ts';
import { endpointOf } from './names.ts';

export interface Expected extends Expectation {
  /** A gene by its HGNC symbol, or an endpoint. */
  readonly of: string;
  readonly technique: string;
  readonly records: readonly LiteratureRecord[];
}

/** In the order of names, then of techniques. What has no evidence with a reference is in none. */
export function expectedIn(records: readonly LiteratureRecord[]): Expected[] {
  const named = records.flatMap((record) => namesOf(record).map((of) => ({ of, record })));
  const groups = Map.groupBy(named, ({ of, record }) => JSON.stringify([of, record.technique]));
  return [...groups.values()]
    .flatMap((group): Expected[] => {
      const own = group.map(({ record }) => record);
      const expectation = expectationOf(own);
      return expectation === null
        ? []
        : [{ of: group[0]!.of, technique: own[0]!.technique, ...expectation, records: own }];
    })
    .sort((a, b) => byText(a.of, b.of) || byText(a.technique, b.technique));
}

/** A gene is evidence of itself; a family for which genes stand, and what is of no gene, of its endpoint. */
const namesOf = (record: LiteratureRecord): readonly string[] =>
  record.symbols.length > 0 && record.isRepresentative !== true ? record.symbols : [endpointOf(record)];
