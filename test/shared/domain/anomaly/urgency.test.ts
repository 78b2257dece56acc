import { expect, it } from 'vitest';
import { isAtLeast, severityNow } from '../../../../shared/domain/anomaly/urgency.ts';

it('the severity now is that of what is ongoing; of what is over, the worst', () => {
  expect(severityNow({ severity: 'CRITICAL', current: { severity: 'WATCH' } })).toBe('WATCH');
  expect(severityNow({ severity: 'CRITICAL' })).toBe('CRITICAL');
});

it.each([
  ['WATCH', 'WARNING', false],
  ['WARNING', 'WARNING', true],
  ['SEVERE', 'CRITICAL', true],
] as const)('%s is at least %s: %j', (severity, least, isIt) => {
  expect(isAtLeast(severity, least)).toBe(isIt);
});
