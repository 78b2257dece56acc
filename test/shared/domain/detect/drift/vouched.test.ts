import { describe, expect, it } from 'vitest';
import {
  type Place,
  placeName,
  type Reference,
  referencesOf,
} from '../../../../../shared/domain/detect/drift/reference.ts';
import { whyUnvouched } from '../../../../../shared/domain/detect/drift/vouched.ts';
import { indexed } from '../../experiment/minimal.ts';

const OWN = { unit: 'FU1', series: 'temperature', channel: 'temperature', why: null };
const SENSOR: Reference = { kind: 'sensor', of: [{ unit: 'FU1', series: 'temperature@T2' }] };
const SIBLINGS: Reference = {
  kind: 'siblings',
  of: ['FU2', 'FU3'].map((unit) => ({ unit, series: 'temperature' })),
};
const SETPOINT: Reference = { kind: 'setpoint', of: [] };

const why = (references: readonly Reference[], come: readonly string[]) =>
  whyUnvouched({ ...OWN, references }, (place: Place) => come.includes(placeName(place)));

describe('what vouches for a sensor', () => {
  it('is a second sensor, or two siblings, that sent readings', () => {
    const all = [SENSOR, SIBLINGS, SETPOINT];
    expect(why(all, ['FU1 temperature@T2'])).toBeNull();
    expect(why(all, ['FU2 temperature', 'FU3 temperature'])).toBeNull();
    expect(why([SETPOINT], [])).toBeNull();
  });

  it('is a set-point only where the others sent nothing, which shows no drift of a sensor that controls', () => {
    expect(why([SENSOR, SETPOINT], [])).toBe(
      'judged against the set-point only, and as WATCH, so far: temperature@T2 sent no reading that could be right; the drift of a sensor that controls cannot be seen, since it reads the set-point whatever happens',
    );
  });

  it('is nothing where none of what is declared sent anything', () => {
    expect(why([SENSOR, SIBLINGS], ['FU2 temperature'])).toBe(
      'its drift cannot be seen so far: temperature@T2 sent no reading that could be right, and FU3 sent no reading that could be right, and it takes 2 siblings to tell which of them drifts',
    );
  });
});

describe('what is declared to vouch for a sensor', () => {
  const said = (channel: object) =>
    referencesOf(
      indexed({
        arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
        units: [{ id: 'FU1', arm: 'flight', sensors: [{ id: 'T1', measures: 'temperature' }] }],
        pairs: [],
        channels: [{ id: 'temperature', unit: 'Cel', period: 'PT1M', ...channel }],
        ...{ sources: [], reference: undefined },
      }),
      'FU1',
    )[0]?.why;

  it('is said to be missing by what the channel declares', () => {
    const none = 'its drift cannot be seen: no second sensor of the unit measures it';
    expect(said({ reference: ['sensor'] })).toBe(none);
    expect(said({ reference: ['sensor', 'setpoint'] })).toBe(`${none}, and no set-point is declared`);
    expect(said({ reference: ['ambient'] })).toBe(
      'its drift cannot be seen: no `loop` of the channel names two channels of the unit',
    );
    expect(said({ reference: ['setpoint'], setpoint: [{ value: 37 }] })).toMatch(
      /^judged against the set-point only, and as WATCH: the channel declares no other reference; /,
    );
  });
});
