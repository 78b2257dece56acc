import { describe, expect, it } from 'vitest';
import { PAIRING_MARGIN } from '../../../../shared/domain/twins/pair-nearest.ts';
import { wideSource } from '../experiment/minimal.ts';
import { definitionWith, event, HOUR, mapping, rules } from './delayed-twins.ts';

describe('the rules of a pair', () => {
  it('compare the channels that both units measure, by their primary sensors alone', () => {
    const columns = {
      T1: mapping('FU1', 'temperature', 'T1'),
      T2: mapping('FU1', 'temperature', 'T2'),
      C: mapping('FU1', 'co2'),
      G: mapping('GU1', 'temperature'),
    };
    const definition = definitionWith({ sources: [wideSource({ columns })] });
    expect(rules(definition).channels.map(({ series }) => series)).toEqual(['temperature']);
    const both = definitionWith({
      sources: [wideSource({ columns: { ...columns, GC: mapping('GU1', 'co2') } })],
    });
    expect(rules(both).channels.map(({ series }) => series)).toEqual(['temperature', 'co2']);
  });

  it('leave out a redundant sensor that both units have', () => {
    const sensors = [
      { id: 'T1', measures: 'temperature', primary: true },
      { id: 'T2', measures: 'temperature' },
    ];
    const units = [
      { id: 'FU1', arm: 'flight', sensors },
      { id: 'GU1', arm: 'ground', sensors },
    ];
    const columns = Object.fromEntries(
      ['FU1', 'GU1'].flatMap((unit) =>
        ['T1', 'T2'].map((sensor) => [`${unit}_${sensor}`, mapping(unit, 'temperature', sensor)]),
      ),
    );
    const definition = definitionWith({ units, sources: [wideSource({ columns })] });
    expect(rules(definition).channels.map(({ series }) => series)).toEqual(['temperature']);
  });

  it('compare nothing where the twins share no channel', () => {
    const columns = { T1: mapping('FU1', 'temperature', 'T1'), GC: mapping('GU1', 'co2') };
    const { channels, marginMicros } = rules(definitionWith({ sources: [wideSource({ columns })] }));
    expect([channels, marginMicros]).toEqual([[], 0]);
  });

  it('reach beyond a range by the pairing margin of the widest tolerance: half a period where none is declared', () => {
    const both = {
      T: mapping('FU1', 'temperature', 'T1'),
      G: mapping('GU1', 'temperature'),
    };
    const narrow = rules(definitionWith({ sources: [wideSource({ columns: both })] }));
    expect(narrow.marginMicros).toBe(PAIRING_MARGIN * 0.5e6);
    const columns = { ...both, C: mapping('FU1', 'co2'), GC: mapping('GU1', 'co2') };
    const wide = rules(definitionWith({ sources: [wideSource({ columns })] }));
    expect(wide.marginMicros).toBe(PAIRING_MARGIN * 10e6);
  });

  it('know how long the buckets of either unit are, which need not be alike', () => {
    const columns = { T: mapping('FU1', 'temperature', 'T1'), GC: mapping('GU1', 'co2') };
    const { flightDays, groundDays } = rules(definitionWith({ sources: [wideSource({ columns })] }));
    expect([flightDays, groundDays]).toEqual([1, 30]);
  });

  it('shift the ground by the difference of the events, or as planned while one is missing', () => {
    const flight = event('FU1', 1000 * HOUR);
    const ground = event('GU1', 1025 * HOUR);
    expect(rules(definitionWith(), [flight, ground]).shiftMicros).toBe(25 * HOUR);
    expect(rules(definitionWith(), [flight]).shiftMicros).toBe(26 * HOUR);
    expect(rules(definitionWith(), []).shiftMicros).toBe(26 * HOUR);
  });

  it('shift by the reference event only, whatever else has happened', () => {
    const events = [event('FU1', 0, 'fixation'), event('GU1', HOUR, 'fixation')];
    expect(rules(definitionWith(), events).shiftMicros).toBe(26 * HOUR);
  });
});
