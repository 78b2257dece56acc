import { describe, expect, it } from 'vitest';
import { backText, checkedText, notAskedText } from '../../../../shared/domain/words/ask-again.ts';

describe('what is said beside the list of what to ask for again', () => {
  it('is how to bring back what was withdrawn, each downlink once and the first five of many', () => {
    expect(backText([{}, { downlinks: [] }])).toBe('');
    expect(backText([{ downlinks: ['d1'] }, { downlinks: ['d1', 'd2'] }])).toBe(
      'WITHDRAWN needs no contact; ./howship reread d1 d2 brings it back',
    );
    const many = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'];
    expect(backText([{ downlinks: many }])).toContain(
      'reread d1 d2 d3 d4 d5 brings it back (and 2 more: --json)',
    );
  });

  it('calls nothing asked for only where something was looked at', () => {
    expect(checkedText(2, [])).toBe('checked:');
    expect(checkedText(0, [{ from: '2026-03-01T00:00:00Z' }])).toBe(
      'nothing to request again in the times that were checked:',
    );
    expect(checkedText(0, [{ from: null }])).toBe('');
  });

  it('counts what no request brings', () => {
    expect(notAskedText({ NOT_DOWNLINKED: 0, LOS: 0 })).toBe('');
    expect(notAskedText({ NOT_DOWNLINKED: 1, LOS: 2, QUARANTINED: 3, OVERWRITTEN: 1 })).toBe(
      'not asked for: 1 gap still to come by itself; 2 gaps without signal, never recorded; 3 gaps here, but not readable: see the rejects; 1 stretch overwritten aboard by now: lost',
    );
  });
});
