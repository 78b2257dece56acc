import { describe, expect, it } from 'vitest';
import { lagCells } from '../../../../shared/domain/lag/cells.ts';
import { askChannel, pairLagOf } from '../../../../shared/domain/lag/pair-lag.ts';
import { read, type Signal, wander } from './signals.ts';

const answer = (channel: string, signal: Signal, late: number, own = 0.05) =>
  askChannel(
    channel,
    lagCells(read(signal, { own, seed: 1 }), read(signal, { own, seed: 2, late: () => late }), 60),
  );
const slow = wander(4320, 0.99, 0.3);
const other = wander(4320, 0.98, 0.4, 9);
const flat: Signal = () => 5;

describe('what the channels of a pair say together', () => {
  it('is the lag of the vote that knows it best, with every vote and every silence', () => {
    const { lag, votes, silent, searchedSeconds, lagsByThird } = pairLagOf(
      [answer('humidity', slow, 600, 0.2), answer('temperature', other, 600), answer('co2', flat, 600, 0)],
      ['heater'],
    );
    expect(lag).toMatchObject({ lagSeconds: 600, uncertaintySeconds: 60 });
    expect(votes.map(({ channel }) => channel)).toEqual(['humidity', 'temperature']);
    expect(silent).toEqual([
      {
        channel: 'co2',
        samples: 4320,
        silent: 'unmoved',
        sentence: 'co2: does not move on one side, so that any lag fits',
      },
      {
        channel: 'heater',
        samples: 0,
        silent: 'not-read',
        sentence: 'heater: not read for the lag, 3 other channels are',
      },
    ]);
    expect(searchedSeconds).toBeGreaterThan(48 * 3600);
    expect(lagsByThird.map(({ lagSeconds }) => lagSeconds)).toEqual([600, 600, 600]);
  });

  it('is nothing where channels contradict each other, and the majority where one is outvoted', () => {
    const three = [
      answer('a', slow, 0),
      answer('b', other, 0),
      answer('c', wander(4320, 0.97, 0.3, 12), 3600),
    ];
    expect(pairLagOf([three[0]!, three[2]!])).toMatchObject({ lag: null, lagsByThird: [] });
    expect(pairLagOf([three[0]!, three[2]!]).votes).toHaveLength(2);
    const two = [answer('d', slow, 0), answer('e', other, 0)];
    expect(pairLagOf([...three, ...two]).lag?.lagSeconds).toBe(0);
  });

  it('is nothing where no side has a sample, with the reason', () => {
    const { lag, silent } = pairLagOf([askChannel('co2', null)]);
    expect(lag).toBeNull();
    expect(silent[0]?.sentence).toBe('co2: no sample of one side votes: none came, or its sensor was stuck');
  });
});
