import { describe, expect, it } from 'vitest';
import { byChannel } from '../../../../functions/web/deltas/by-channel.ts';

const one = (contrast: string, endpoint: string, phase: string | null = 'culture') => ({
  ...{ contrast, endpoint, phase },
});

describe('comparisons of arms', () => {
  it('stand channel by channel with all contrasts of it, and redundant sensors behind all channels', () => {
    const asTheyCame = ['a-v-b', 'a-v-c'].flatMap((contrast) =>
      ['temperature', 'temperature@T2', 'co2'].map((endpoint) => one(contrast, endpoint)),
    );
    expect(byChannel(asTheyCame).map(({ contrast, endpoint }) => `${endpoint} ${contrast}`)).toEqual([
      ...['temperature a-v-b', 'temperature a-v-c', 'co2 a-v-b', 'co2 a-v-c'],
      ...['temperature@T2 a-v-b', 'temperature@T2 a-v-c'],
    ]);
  });

  it('keep phases apart', () => {
    const all = [one('a-v-b', 'co2', 'x'), one('a-v-b', 'co2', null), one('a-v-c', 'co2', 'x')];
    expect(byChannel(all)).toEqual([all[0], all[2], all[1]]);
  });
});
