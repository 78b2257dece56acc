import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { completenessText } from '../../../../functions/cli/commands/completeness.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { type CompletenessOnWire, completenessSchema } from '../../../../shared/contract/completeness.ts';

const KEPT: CompletenessOnWire = completenessSchema.parse(
  JSON.parse(readFileSync('test/golden/screens/completeness-rr1.json', 'utf8')),
);
const [SERIES] = KEPT.series;

it('says of gaps that only a twin shows that they are not counted', () => {
  const { unit, from, channel } = SERIES!;
  const gap: CompletenessOnWire['gaps'][number] = {
    ...{ unit, channels: [channel], from: '2014-09-01T00:00:00Z', to: from!, cause: 'UNKNOWN' },
    ...{ reason: 'no contact plan is known', expected: 60, open: 'START' },
  };
  const counted = 'complete, gaps: of the time below only; gaps before or after it are listed too\n';
  expect(completenessText([{ ...KEPT, gaps: [gap] }], UNLIMITED)).toContain(counted);
  const within = { ...gap, from: from! };
  expect(completenessText([{ ...KEPT, gaps: [within] }], UNLIMITED)).not.toContain('of the time below');
});

it('says why a channel that came in full has no valid reading', () => {
  const told = `${SERIES!.unit} ${SERIES!.channel}: none valid: missing codes, outside its valid range, or unit not convertible\n`;
  const of = (valid: number, received: number) =>
    completenessText([{ ...KEPT, series: [{ ...SERIES!, valid, received }] }], UNLIMITED);
  expect(of(0, 4320)).toContain(told);
  expect(of(1, 4320)).not.toContain('none valid');
  expect(of(0, 0)).not.toContain('none valid');
});
