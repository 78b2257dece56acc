import { describe, expect, it } from 'vitest';
import {
  askedOf,
  expectedGone,
  filtersIn,
  findingsGone,
} from '../../../../functions/web/literature/asked.ts';
import type { LiteratureOnWire } from '../../../../shared/contract/literature.ts';

const finding = (id: string, direction: LiteratureOnWire['records'][number]['direction']) => ({
  ...{ id, references: [1], cellClass: 'osteoclast', technique: 'rpm', endpoint: 'ctx', name: 'CTX' },
  ...{ symbols: [], direction, contrast: 'gravity', comparator: 'ground', inconsistencies: [] },
});
const findings = [finding('a', 'up'), finding('b', 'down'), finding('c', 'up')];

describe('what the literature page asks for', () => {
  it('takes the filters that an address names, without what is empty or of other pages', () => {
    const filters = filtersIn({ symbol: ' RANKL ', endpoint: ' ', direction: 'up', pair: 'P1', most: 'all' });
    expect(filters).toEqual({ symbol: 'RANKL', direction: 'up' });
    expect(askedOf(filters)).toEqual({ symbol: 'RANKL' });
  });

  it('shows findings of one direction, and all where none is asked for', () => {
    expect(findingsGone(findings, 'up').shown.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(findingsGone(findings, undefined)).toEqual({ shown: findings, remark: null });
  });

  it('says of a direction that there is none such, and keeps nothing back', () => {
    expect(findingsGone(findings, 'upp')).toEqual({
      shown: findings,
      remark: 'Expected a direction (up, down, unchanged, mixed), got "upp": all are shown.',
    });
  });

  it('keeps what is expected by at least one study of that direction, with its other sides', () => {
    const both = { of: 'ctx', technique: 'rpm', references: [1, 2], direct: [1, 2] };
    const given: LiteratureOnWire['expected'] = [
      { ...both, sides: { up: [1], down: [2] }, consensus: 'conflicting', conflict: 'opposite' },
      { ...both, sides: { down: [1, 2] }, consensus: 'consistent', conflict: null },
    ];
    expect(expectedGone(given, 'up')).toEqual([given[0]]);
    expect(expectedGone(given, 'sideways')).toEqual(given);
  });
});
