/** What records come to, by gene or endpoint and by technique: each only with its own. */
import { byText } from '../by-text.ts';
import { endpointAtBones } from './bones.ts';
import type { LiteratureRecord } from './catalogue.ts';
import { type Expectation, expectationOf } from './expectation.ts';
import { geneOf } from './names.ts';

export interface Expected extends Expectation {
  /** A gene by its HGNC symbol, or an endpoint; of bones with what they bear: `bmd@weight_bearing/trabecular`. */
  readonly of: string;
  readonly technique: string;
  readonly records: readonly LiteratureRecord[];
}

/**
 * In the order of names, then of techniques. What has no evidence with a reference is in none. A gene is evidence of itself; a
 * family for which genes stand, a ratio of two and what is of no gene is evidence of its endpoint.
 */
export function expectedIn(records: readonly LiteratureRecord[]): Expected[] {
  const named = records.map((record) => ({ of: geneOf(record) ?? endpointAtBones(record), record }));
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
