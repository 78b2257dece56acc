import { describe, expect, it } from 'vitest';
import { allPairChannels, pairChannels, unitChannels } from '../../../../functions/cli/stack/definition.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { smallCampaign } from '../../../support/small-campaign.ts';

const { definition } = readDefinition(smallCampaign().get('definition.yaml') ?? '');

describe('what a command asks for where nothing is named', () => {
  it('is every series of every unit, redundant sensors among them', () => {
    const asked = unitChannels(definition, {});
    expect(asked).toHaveLength(60);
    expect(asked).toContainEqual({ unit: 'FU2', channel: 'temperature@T2' });
  });

  it('is every channel of every pair by its primary sensors: deltas of redundant ones are refused', () => {
    const asked = pairChannels(definition, {});
    expect(asked).toHaveLength(24);
    expect(asked.filter(({ channel }) => channel.includes('@'))).toEqual([]);
  });

  it('is nothing to wait for where the definition has assays and no channels', () => {
    const assays = 'assays: [{ id: pits, kind: pit-table, match: "*.csv" }]';
    const alone = `id: b\narms: [{ id: flight, kind: SPACEFLIGHT }]\nunits: [{ id: FU1, arm: flight }]\n${assays}\n`;
    const { definition: ofAssays } = readDefinition(alone);
    expect(allPairChannels(ofAssays)).toEqual([]);
    expect(() => pairChannels(ofAssays, {})).toThrow('nothing measures what was asked for');
    expect(allPairChannels(definition)).toEqual(pairChannels(definition, {}));
  });

  it('is each pair and channel that is named, and none is left out without a word', () => {
    expect(pairChannels(definition, { pair: ['P1', 'P3'], channel: ['co2'] })).toEqual([
      { pair: 'P1', channel: 'co2' },
      { pair: 'P3', channel: 'co2' },
    ]);
    expect(() => pairChannels(definition, { pair: ['P1', 'P9'] })).toThrow(
      'expected a known pair, got "P9"; did you mean "P1"?',
    );
    expect(() => pairChannels(definition, { channel: ['temperatur'] })).toThrow(
      'did you mean "temperature"?',
    );
    expect(() => unitChannels(definition, { unit: 'FU9' })).toThrow('did you mean "FU1"?');
    expect(() => unitChannels(definition, { channel: 'humidty' })).toThrow('did you mean "humidity"?');
  });
});
