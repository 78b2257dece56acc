import { describe, expect, it } from 'vitest';
import { FAULT_FORMS, FAULT_KINDS } from '../../../shared/simulator/fault-kinds.ts';
import { checkFaults } from '../../../shared/simulator/faults.ts';
import { parseFault } from '../../../shared/simulator/parse-fault.ts';
import { DAY, faulty, HOUR } from './mission.ts';

describe('a fault in a word', () => {
  it.each([
    ['drift:FU2:temperature:P1D:0.5', ['drift', 'FU2', 'temperature', DAY, 0.5, null]],
    ['offset:FU1:temperature@T2:PT6H:-1:PT12H', ['offset', 'FU1', 'temperature@T2', 6 * HOUR, -1, 12 * HOUR]],
    ['gap:GU1:*:P1D:PT40M', ['gap', 'GU1', null, DAY, 0, 2400]],
    ['stuck:FU3:humidity:PT0S:PT29H', ['stuck', 'FU3', 'humidity', 0, 0, 29 * HOUR]],
    ['clock:FU1::PT1H:-2', ['clock', 'FU1', null, HOUR, -2, null]],
  ])('%s', (text, [kind, unit, channel, onset, size, lasts]) => {
    const fault = parseFault(text);
    expect(fault).toEqual({ kind, unit, channel, onset, size, lasts });
    expect(() => checkFaults(faulty(fault))).not.toThrow();
  });

  it.each(FAULT_KINDS)('can be made as the help writes it, with the options that it names: %s', (kind) => {
    const { example, needs } = FAULT_FORMS[kind];
    const fault = parseFault(example);
    expect(fault.kind).toBe(kind);
    const centrifuge = needs.includes('--centrifuge');
    const loops = needs.includes('--loop pi') ? (['pi', 'thermostat'] as const) : (['held'] as const);
    for (const loop of loops) expect(() => checkFaults({ ...faulty(fault), loop, centrifuge })).not.toThrow();
    expect(needs.includes('length')).toBe(fault.lasts !== null);
  });

  it.each([
    ['drft:FU2:temperature:P1D:1', /"drft" is none of step, offset, drift/],
    ['drift:FU2:temperature:P1D', /expected kind:unit:channel:onset:size/],
    ['drift:FU2:temperature:1d:1', /its onset: expected an ISO 8601 duration/],
    ['drift:FU2:temperature:P1D:warm', /expected a number for the size, got "warm"/],
    ['gap:GU1:*:P1D:40', /its length: expected an ISO 8601 duration/],
    ['gap:GU1:*:P1D:PT40M:PT1H', /a gap has no size but its length/],
    ['offset:FU1:temperature:P1D:1:PT1H:PT2H', /expected kind:unit:channel:onset:size/],
  ])('is refused where it cannot be read: %s', (text, sentence) => {
    expect(() => parseFault(text)).toThrow(sentence);
  });

  it.each([
    ['drift:FU9:temperature:P1D:1', /the unit FU9 is none of FU1, FU2, FU3, GU1, GU2, GU3/],
    ['drift:FU1:pressure:P1D:1', /the channel "pressure" is none of temperature, /],
    ['drift:FU1:temperature@H1:P1D:1', /the channel "temperature@H1" is none of/],
    ['drift:FU1:*:P1D:1', /the channel null is none of/],
    ['gap:FU1:temperature:P1D:PT1H', /gap touches every channel/],
    ['offset:FU1:temperature:P1D:1', /expected how long it lasts/],
    ['drift:FU1:temperature:P3D:1', /its onset is 259200 s after activation; expected one in the culture/],
    ['gap:FU1:*:P1D:PT1M', /it lasts 60 s, less than the period of 300 s/],
    ['saturation:FU1:humidity:P1D:1', /saturation touches the temperature/],
    ['heater-loss:FU1:heater:P1D:0.1', /a held temperature needs no heater: choose --loop pi/],
    ['detached:FU1:temperature:P1D:2', /above 0 and at most 1/],
    ['detached:FU1:humidity:P1D:0.5', /detached touches the temperature/],
    ['centrifuge-stop:FU1:*:P1D:P1D', /only units on the centrifuge stop turning/],
    ['fan-stop:FU1:co2:P1D:1', /fan-stop touches the temperature/],
  ])('is refused where it cannot be made: %s', (text, sentence) => {
    expect(() => checkFaults(faulty(parseFault(text)))).toThrow(sentence);
  });
});
