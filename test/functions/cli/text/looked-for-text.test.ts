import { expect, it } from 'vitest';
import { lookedAtText } from '../../../../functions/cli/text/looked-for-text.ts';

it('says which bounds nothing was held against, and why', () => {
  const stretch = (cause: 'DEAD' | 'STUCK', channel: string, to: string | null) => ({
    ...{ channels: [channel], cause, from: '2026-03-02T09:20:00Z', to },
  });
  const text = lookedAtText([
    {
      ...{ unit: 'FU1', from: '2026-03-01T00:00:00Z', to: '2026-03-04T23:50:00Z', hasValid: true },
      unmonitored: [
        stretch('DEAD', 'pressure', '2026-03-02T10:50:00Z'),
        stretch('STUCK', 'temperature', null),
      ],
    },
  ]);
  expect(text).toBe(
    'looked at:\n  FU1: 2026-03-01T00:00Z to 2026-03-04T23:50Z; UNMONITORED: pressure without a valid reading 2026-03-02T09:20Z to 2026-03-02T10:50Z; temperature stood still since 2026-03-02T09:20Z\n',
  );
});
