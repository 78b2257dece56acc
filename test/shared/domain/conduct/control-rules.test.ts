import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ControlQuestion, controlRules } from '../../../../shared/domain/conduct/control-rules.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { orRefusal, Refusal } from '../../../../shared/domain/refusal.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const GOLDEN = new URL('../../../golden/control-run/', import.meta.url);
const text = readFileSync(new URL('refused-questions.yaml', GOLDEN), 'utf8');
const index = indexDefinition(readDefinition(text).definition);

const REFUSED: readonly ControlQuestion[] = [
  { ground: 'GU9' },
  { ground: 'FU1' },
  { ground: 'GU1' },
  { ground: 'GU3', pair: 'P1' },
  { ground: 'GU3' },
  { ground: 'GU3', delay: 3651 * 86_400 },
  { ground: 'GU5' },
  { ground: 'GU4' },
  { ground: 'GU1', pair: 'P1', channels: ['temperature', 'glevel'] },
  { ground: 'GU1', pair: 'P1', deadbands: new Map([['humidity', 1]]) },
  { ground: 'GU1', pair: 'P1', blocks: 60 },
];

describe('a question for a control run', () => {
  it('is refused with its cause where nothing can be run', async () => {
    const answers = REFUSED.map(({ deadbands, ...question }) => {
      const refusal = orRefusal(() => controlRules(index, { ...question, deadbands }));
      if (!(refusal instanceof Refusal)) throw new Error(`${JSON.stringify(question)} was answered`);
      const asked = { ...question, ...(deadbands && { deadbands: Object.fromEntries(deadbands) }) };
      return { question: asked, code: refusal.code, field: refusal.place.field, sentence: refusal.message };
    });
    const file = new URL('refused-questions.expected.json', GOLDEN).pathname;
    await expect(`${JSON.stringify(answers, null, 2)}\n`).toMatchFileSnapshot(file);
  });

  it('takes the planned delay, blocks of three periods, and a quarter of the margin for a deadband', () => {
    const { pair, delayMicros, channels, leftOut } = controlRules(index, { ground: 'GU1', pair: 'P2' });
    expect([pair.flight, delayMicros]).toEqual(['FU2', 96 * 3600e6]);
    expect(channels).toMatchObject([{ blockMicros: 900e6, deadband: 0.5, resolution: 0.1 }]);
    expect(leftOut).toEqual([]);
  });

  it('takes what is asked for instead, and names what is in no profile', () => {
    const question = {
      ground: 'GU1',
      pair: 'P1',
      delay: 0,
      blocks: 600,
      deadbands: new Map([['temperature', 0]]),
    };
    const { delayMicros, channels, leftOut } = controlRules(index, question);
    expect([delayMicros, channels[0]!.blockMicros, channels[0]!.deadband]).toEqual([0, 600e6, 0]);
    expect(leftOut).toEqual([{ channel: 'glevel', sentence: 'GU1 does not measure glevel' }]);
  });
});
