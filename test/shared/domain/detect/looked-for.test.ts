import { describe, expect, it } from 'vitest';
import { type Judged, lookedFor } from '../../../../shared/domain/detect/looked-for.ts';
import type { Reached } from '../../../../shared/domain/detect/out-of-reach.ts';
import { KINDS } from '../../../../shared/domain/detect/registry.ts';
import { REACHES, type Reach } from '../../../../shared/domain/telemetry/reach.ts';
import { indexed } from '../experiment/minimal.ts';

const got = (reach: Reach, ...series: string[]) => new Map(series.map((one) => [one, reach]));
const contactsOf = () => ({ isFlying: true, plan: null, maxSilence: null, at: 0 });
const NOTHING: Judged = { units: new Map(), pairs: new Map(), compared: new Map(), contactsOf };
const ALL: Judged = {
  units: new Map([
    ['FU1', got('JUDGED', 'temperature', 'temperature@T2', 'co2')],
    ['GU1', got('JUDGED', 'temperature')],
  ]),
  pairs: new Map([['P1', got('JUDGED', 'temperature')]]),
  compared: new Map([['FU1', new Set(['temperature', 'temperature@T2'])]]),
  contactsOf,
};

const channels = [
  { id: 'temperature', unit: 'Cel', period: 'PT1S', limits: [{ warning: [36, 38] }], twin: { margin: 0.5 } },
  { id: 'co2', unit: '%', period: 'PT1M', stuckAfter: 'none' },
];
const INDEX = indexed({ channels });

describe('what was looked for', () => {
  it('is said of every kind and every series, whatever was asked for', () => {
    const said = lookedFor(INDEX, [], ALL, {});
    for (const kind of KINDS) {
      const of = said.filter((one) => one.kind === kind).map(({ channel }) => channel);
      expect([...new Set(of)].sort(), kind).toEqual(['co2', 'temperature', 'temperature@T2']);
    }
  });

  it('is nothing before a sample was judged: no list is then a sign of health', () => {
    const said = lookedFor(INDEX, [], NOTHING, {});
    expect(said.filter(({ looked }) => looked)).toEqual([]);
    expect(said).toContainEqual({
      kind: 'GAP',
      channel: 'co2',
      looked: false,
      why: 'no sample has been judged yet',
    });
    expect(said).toContainEqual({
      kind: 'OFFSET',
      channel: 'temperature',
      looked: false,
      why: 'no good samples of both twins have been paired yet',
    });
  });

  it('names the units where they differ: one has sent no sample yet', () => {
    const half: Judged = { ...ALL, units: new Map([['FU1', got('JUDGED', 'temperature')]]) };
    const found = lookedFor(INDEX, [], half, { kind: 'LIMIT', channel: 'temperature' });
    expect(found.filter(({ pair }) => pair === undefined)).toEqual([
      { kind: 'LIMIT', channel: 'temperature', unit: 'FU1', looked: true },
      {
        kind: 'LIMIT',
        channel: 'temperature',
        unit: 'GU1',
        looked: false,
        why: 'no sample has been judged yet',
      },
    ]);
  });

  it('is silence by the clock, of flying units, whether a sample came or not', () => {
    const contact = { aos: 0, los: 1, station: null, id: null };
    const plan = { contacts: [contact], latency: 0 };
    const contacts = (unit: string) => ({ isFlying: unit === 'FU1', plan, maxSilence: 3600, at: 0 });
    const query = { kind: 'SILENCE', channel: 'temperature' } as const;
    expect(lookedFor(INDEX, [], { ...NOTHING, contactsOf: contacts }, query)).toEqual([
      { ...query, unit: 'FU1', looked: true },
      { ...query, unit: 'GU1', looked: false, why: 'the unit does not fly' },
    ]);
    const empty = {
      ...NOTHING,
      contactsOf: () => ({ isFlying: true, plan: { ...plan, contacts: [] }, maxSilence: 1, at: 0 }),
    };
    expect(lookedFor(INDEX, [], empty, query)).toEqual([
      { ...query, looked: false, why: 'the contact plan holds no contact' },
    ]);
    expect(lookedFor(INDEX, [], NOTHING, query)).toEqual([
      { ...query, looked: false, why: 'the definition declares no contacts.maxSilence' },
    ]);
  });

  it('says what of the definition a kind lacks', () => {
    const why = (kind: (typeof KINDS)[number], channel: string) =>
      lookedFor(INDEX, [], ALL, { kind, channel }).map((one) => one.why ?? null);
    expect(why('LIMIT', 'temperature')).toEqual([
      null,
      'the channel declares no limits on flight minus ground',
    ]);
    expect(why('LIMIT', 'co2')).toEqual(['the channel declares no limits']);
    expect(why('RATE', 'temperature')).toEqual(['the channel declares no rate']);
    expect(why('STUCK', 'co2')).toEqual(['the channel declares `stuckAfter: none`']);
    expect(why('GAP', 'co2')).toEqual([null]);
    expect(why('OFFSET', 'temperature')).toEqual([null]);
    expect(why('OFFSET', 'co2')).toEqual(['no pair has the channel on both its units']);
    expect(why('OFFSET', 'temperature@T2')).toEqual(['twins are compared by their primary sensors']);
  });

  it('says of limits what holds of pairs apart from what holds of units, and always of which pair', () => {
    const twin = { margin: 0.5, limits: [{ warning: [-1, 1] as const }] };
    const index = indexed({ channels: [{ ...channels[0], twin }, channels[1]] });
    const query = { kind: 'LIMIT', channel: 'temperature' } as const;
    const unit = { ...query, looked: true };
    const pair = { ...query, pair: 'P1', looked: true };
    expect(lookedFor(index, [], ALL, query)).toEqual([unit, pair]);
    expect(lookedFor(index, [], ALL, { ...query, pair: 'P1' })).toEqual([pair]);
    expect(lookedFor(index, [], ALL, { ...query, unit: 'FU1' })).toEqual([{ ...unit, unit: 'FU1' }]);
    const single: Judged = { ...ALL, pairs: new Map([['P1', got('SENSED', 'temperature')]]) };
    expect(lookedFor(index, [], single, { ...query, pair: 'P1' })).toEqual([pair]);
    expect(lookedFor(index, [], single, { kind: 'OFFSET', channel: 'temperature' })).toMatchObject([
      { looked: false, why: 'no good samples of both twins have been paired yet' },
    ]);
  });

  it('says of a limit of a phase that has not begun that it is not in force', () => {
    const phases = [{ id: 'fixed', from: 'fixation', armed: true }];
    const later = [{ ...channels[0], limits: [{ phases: ['fixed'], warning: [36, 38] }] }, channels[1]];
    const index = indexed({ phases, channels: later });
    expect(lookedFor(index, [], ALL, { kind: 'LIMIT', channel: 'temperature', unit: 'FU1' })).toEqual([
      {
        ...{ kind: 'LIMIT', channel: 'temperature', unit: 'FU1', looked: false },
        why: 'no limit of the channel has come into force',
      },
    ]);
  });

  it('is of one unit, or one pair, where that is asked for', () => {
    const ofUnit = lookedFor(INDEX, [], ALL, { unit: 'GU1', kind: 'GAP' });
    expect(ofUnit).toEqual([{ kind: 'GAP', channel: 'temperature', unit: 'GU1', looked: true }]);
    expect(lookedFor(INDEX, [], ALL, { unit: 'GU1', kind: 'OFFSET', channel: 'temperature' })).toEqual([
      {
        ...{ kind: 'OFFSET', channel: 'temperature', looked: false },
        why: 'only a unit was asked for; ask for its pair',
      },
    ]);
    expect(lookedFor(INDEX, [], ALL, { pair: 'P1' }).filter(({ looked }) => looked)).toHaveLength(2);
    const ofPair = lookedFor(INDEX, [], ALL, { pair: 'P1', kind: 'OFFSET', channel: 'temperature' });
    expect(ofPair).toEqual([{ kind: 'OFFSET', channel: 'temperature', pair: 'P1', looked: true }]);
  });
});

describe('a series that came, of which nothing can be judged', () => {
  const index = indexed({
    channels: [
      {
        ...{ id: 'temperature', unit: 'Cel', period: 'PT1S', resolution: 0.1, twin: { margin: 0.5 } },
        limits: [{ warning: [36, 38] }],
        rate: [{ over: 'PT1M', per: 'PT1M', warning: [-1, 1] }],
      },
      { id: 'co2', unit: '%', period: 'PT1M' },
    ],
  });
  const why = (kind: (typeof KINDS)[number], reached: Reached) => {
    const query = { kind, channel: 'temperature', ...(kind === 'OFFSET' ? { pair: 'P1' } : { unit: 'FU1' }) };
    const judged = {
      units: new Map([['FU1', reached]]),
      pairs: new Map([['P1', reached]]),
      compared: new Map(),
      contactsOf,
    };
    const [said, ...more] = lookedFor(index, [], judged, query);
    expect(more).toEqual([]);
    expect(said?.looked).toBe(said?.why === undefined);
    return said?.why ?? null;
  };
  const CODES = 'no sample had a value, only missing codes came';
  const SET = 'only set-points or filled-in values came, no reading of a sensor';
  const BAD = 'every reading was outside the valid range of its channel';

  const NONE = 'no sample has been judged yet';
  const UNPAIRED = 'no good samples of both twins have been paired yet';

  const UNIT =
    'its samples were read in a unit that cannot be converted to the one of the channel: ./howship reread';

  it.each([
    ['GAP', [null, null, null, null, null, null]],
    ['DEAD', [NONE, null, null, null, null, null]],
    ['STUCK', [NONE, CODES, UNIT, SET, null, null]],
    ['LIMIT', [NONE, CODES, UNIT, SET, BAD, null]],
    ['RATE', [NONE, CODES, UNIT, SET, BAD, null]],
    ['SPIKE', [NONE, CODES, UNIT, SET, BAD, null]],
    ['OFFSET', [UNPAIRED, CODES, UNIT, SET, UNPAIRED, null]],
  ] as const)('has %s looked for as far as its samples get', (kind, whys) => {
    expect(REACHES.map((reach) => why(kind, got(reach, 'temperature')))).toEqual(whys);
  });

  it('is not called looked at where an older version judged it, which did not note what it looked at', () => {
    for (const kind of ['GAP', 'STUCK', 'LIMIT', 'RATE', 'SPIKE', 'OFFSET'] as const)
      expect(why(kind, null)).toBe('judged by an older version, which did not note what it looked at');
  });
});
