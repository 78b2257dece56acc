import { indexDefinition } from '../../shared/domain/experiment/definition-index.ts';
import { type PairRules, pairRulesOf } from '../../shared/domain/twins/pair-rules.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';

/** A pair of so many channels at so many hertz. */
export function rulesOf(channels: number, hertz: number): PairRules {
  const ids = Array.from({ length: channels }, (_, i) => `c${i}`);
  const { definition } = readDefinition(
    JSON.stringify({
      id: 'parts',
      arms: [
        { id: 'flight', kind: 'SPACEFLIGHT' },
        { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
      ],
      units: [
        { id: 'FU1', arm: 'flight' },
        { id: 'GU1', arm: 'ground' },
      ],
      pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1' }],
      channels: ids.map((id) => ({ id, unit: '1', period: `PT${1 / hertz}S` })),
      sources: ['FU1', 'GU1'].map((unit) => ({
        ...{ id: unit, match: `${unit}*.csv`, time: { column: 't' } },
        columns: Object.fromEntries(ids.map((id) => [id, { unit, channel: id }])),
      })),
    }),
  );
  const index = indexDefinition(definition);
  return pairRulesOf(index, index.pairs.get('P1')!, []);
}
