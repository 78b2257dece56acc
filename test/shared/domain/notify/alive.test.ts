import { expect, it } from 'vitest';
import { aliveGroup } from '../../../../shared/domain/notify/alive.ts';

const at = (text: string) => Date.parse(text) * 1000;

it('is of the day from its time on, however late, and not before', () => {
  expect(aliveGroup(480, at('2026-03-01T07:59:59Z'))).toBe(null);
  expect(aliveGroup(480, at('2026-03-01T08:00:00Z'))).toBe('alive:2026-03-01');
  expect(aliveGroup(480, at('2026-03-01T23:59:00Z'))).toBe('alive:2026-03-01');
  expect(aliveGroup(0, at('2026-03-02T00:00:00Z'))).toBe('alive:2026-03-02');
});
