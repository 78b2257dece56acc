import { expect, it } from 'vitest';
import { type LiteratureRecord, literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { expectedIn } from '../../../../shared/domain/literature/expected.ts';

const [first] = literatureRecords();
const record = (more: Partial<LiteratureRecord>): LiteratureRecord => ({
  ...first!,
  contrast: 'gravity',
  ...more,
});

it('genes and endpoints are told apart, each by platform', () => {
  const records = [
    record({ symbols: ['SOST'], technique: 'hlu', references: [130] }),
    record({ symbols: ['SOST'], technique: 'rwv', references: [135], direction: 'up' }),
    record({ symbols: ['FOS', 'JUN'], isRepresentative: true, endpoint: 'ap1', references: [1] }),
    record({ symbols: [], endpoint: 'trab_density', of: 'bmd', references: [2] }),
    record({ symbols: ['CTSK'], contrast: 'treatment', references: [3] }),
  ];
  expect(expectedIn(records).map(({ of, technique, references }) => [of, technique, references])).toEqual([
    ['SOST', 'hlu', [130]],
    ['SOST', 'rwv', [135]],
    ['ap1', 'spaceflight', [1]],
    ['bmd', 'spaceflight', [2]],
  ]);
});
