import { describe, expect, it } from 'vitest';
import { severityText } from '../../../../shared/domain/anomaly/severity-text.ts';

describe('the severity of an anomaly', () => {
  it('is the one now, with the worst where that was worse', () => {
    expect(severityText({ severity: 'CRITICAL', current: { severity: 'WARNING' } })).toBe(
      'WARNING (was CRITICAL)',
    );
    expect(severityText({ severity: 'CRITICAL', current: { severity: 'CRITICAL' } })).toBe('CRITICAL');
  });

  it('is the worst there was of what is over', () => {
    expect(severityText({ severity: 'CRITICAL' })).toBe('CRITICAL');
  });
});
