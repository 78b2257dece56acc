import { expect, it } from 'vitest';
import { silencesText, silenceText } from '../../../../shared/domain/lag/silence-text.ts';

const silent = (channel: string, samples = 500) => ({
  channel,
  sentence: silenceText(channel, { silent: samples < 100 ? 'too-few-samples' : 'no-common-signal', samples }),
});

it('Channels that are silent for one cause stand together, and no cause is told that nobody knows', () => {
  expect(silencesText([silent('voltage'), silent('gLevel', 7), silent('temperature')])).toBe(
    'voltage, temperature: the twins show no common signal; gLevel: at most 7 samples in common, 100 are needed',
  );
});

it('Sentences of earlier versions stay what they are', () => {
  const sentence = 'co2 has 7 samples that both units could share; 100 are needed';
  expect(silencesText([{ channel: 'co2', sentence }])).toBe(sentence);
});
