import { describe, expect, it } from 'vitest';
import { DefinitionRefusal, parseDefinition } from '../../../../shared/domain/experiment/parse-definition.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { minimal, minimalDocument, wideSource } from './minimal.ts';

function refusalOf(document: unknown): DefinitionRefusal {
  try {
    parseDefinition(document);
  } catch (error) {
    if (error instanceof DefinitionRefusal) return error;
    throw error;
  }
  throw new Error('the document was accepted');
}

describe('parseDefinition', () => {
  it('turns durations into seconds, instants into microseconds, storage into its kind', () => {
    const [temperature] = minimal().channels;
    expect(temperature?.period).toBe(1);
    expect(temperature?.storage).toEqual({ kind: 'decimal', scale: 2 });
    expect(minimal().units[0]?.events[0]?.at).toBe(1_772_344_800_000_000);
  });

  it('applies every default of the rules', () => {
    const definition = minimal();
    expect(definition.mode).toBe('FLIGHT');
    expect(definition.phases).toEqual([]);
    expect(definition.pairs[0]?.plannedDelay).toBeUndefined();
    expect(definition.units[0]?.events[0]?.accuracy).toBe(1);
    expect(definition.channels[1]).toEqual({
      id: 'co2',
      unit: '%',
      period: 60,
      storage: { kind: 'float64' },
      stuckAfter: 172_800,
      limits: [],
      rate: [],
      setpoint: [],
      calibrators: [],
      twin: { margin: null, tolerance: 30, dose: null, samples: null, limits: [] },
    });
    expect(definition.sources[0]).toMatchObject({
      layout: 'wide',
      format: 'csv',
      rank: 1,
      delimiter: ',',
      decimal: '.',
      header: 1,
      encoding: 'utf-8',
      ignore: [],
      time: { column: 'gmt', formats: ['ISO8601'], ambiguous: 'REJECT' },
      columns: { T_F: { unit: 'FU1', channel: 'temperature', origin: 'MEASURED', missing: [] } },
    });
  });

  it('keeps a value that is written, also where it is 0', () => {
    const channel = {
      id: 'temperature',
      unit: 'Cel',
      period: 'PT1S',
      stuckAfter: 'none',
      twin: { margin: 0.5, tolerance: 'PT2S' },
      limits: [{ warning: [0, null] }],
      setpoint: [{ value: 0 }],
    };
    const units = [
      { id: 'FU1', arm: 'flight', events: [{ name: 'a', at: '1970-01-01T00:00:00Z', accuracy: 'PT0S' }] },
    ];
    const definition = minimal({ channels: [channel], units, pairs: [], sources: [] });
    expect(definition.channels[0]).toMatchObject({
      stuckAfter: null,
      twin: { margin: 0.5, tolerance: 2 },
      limits: [{ warning: [0, null] }],
      setpoint: [{ value: 0 }],
    });
    expect(definition.units[0]?.events[0]).toMatchObject({ at: 0, accuracy: 0 });
  });

  it('reads a delimiter by its name', () => {
    expect(minimal({ sources: [wideSource({ delimiter: 'tab' })] }).sources[0]).toMatchObject({
      delimiter: '\t',
    });
  });

  it('does not change the document', () => {
    const document = minimalDocument();
    const before = structuredClone(document);
    parseDefinition(document);
    expect(document).toEqual(before);
  });

  it('reports all problems at once, each with its field, and the first as the place', () => {
    const refusal = refusalOf(minimalDocument({ mode: 'FLIHGT', titel: 'x' }));
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ kind: 'invalid', code: 'definition.invalid', place: { field: 'mode' } });
    expect(refusal.problems.map(({ field, code }) => [field, code])).toEqual([
      ['mode', 'definition.value'],
      ['titel', 'definition.unknown-key'],
    ]);
    expect(refusal.message).toContain('the definition has 2 problems');
    for (const { field, message } of refusal.problems)
      expect(refusal.message).toContain(`${field}: ${message}`);
  });

  it.each([null, 3, 'text', [], true])('says that %j is no definition', (document) => {
    const { problems, message } = refusalOf(document);
    expect(problems.map((problem) => problem.field)).toEqual(['']);
    expect(message).toContain('the document: expected a mapping');
  });

  it('shows how a missing code is written where another thing stands', () => {
    const columns = { T: { unit: 'FU1', channel: 'temperature', missing: [-999] } };
    const [problem] = refusalOf(minimalDocument({ sources: [wideSource({ columns })] })).problems;
    expect(problem).toMatchObject({
      field: 'sources[0].columns.T.missing[0]',
      message: 'expected a mapping such as { value: -999 }, got -999',
    });
  });

  it('quotes a column whose name is no plain word in the field', () => {
    const columns = { 'Temp degC "A"': { unit: 'FU1', channel: 'temprature' } };
    const [problem] = refusalOf(minimalDocument({ sources: [wideSource({ columns })] })).problems;
    expect(problem?.field).toBe('sources[0].columns["Temp degC \\"A\\""].channel');
  });

  it('refuses two columns of one series, but not a column a sensor', () => {
    const columns = (a: object, b: object) => ({
      A: { unit: 'FU1', channel: 'temperature', ...a },
      B: { unit: 'FU1', channel: 'temperature', ...b },
    });
    const attempt = (a: object, b: object) => minimal({ sources: [wideSource({ columns: columns(a, b) })] });
    expect(() => attempt({}, {})).toThrow('measures what column "A" measures');
    expect(() => attempt({}, { sensor: 'T1' })).toThrow('measures what column "A" measures');
    expect(() => attempt({}, { sensor: 'T2' })).not.toThrow();
  });

  it.each([
    [{ watch: [-1, 1], over: 'PT1S' }, 'over', /expected 2 to 600 periods/],
    [{ watch: [-1, 1], over: 'PT11M' }, 'over', /PT2S to PT10M/],
    [{ watch: [-1, 1] }, 'over', /./],
    [{ over: 'PT1M' }, '', /expected bounds for one severity/],
    [{ watch: [-1, 1], critical: [-0.5, 2], over: 'PT1M' }, 'critical', /outside those of watch/],
    [{ watch: [-1, 1], over: 'PT1M', phases: ['cultre'] }, 'phases[0]', /culture|phase/],
  ])('refuses the rate %j', (rate, field, sentence) => {
    const channels = [{ id: 'temperature', unit: 'Cel', period: 'PT1S', rate: [rate] }];
    const phases = [{ id: 'culture', armed: true }];
    const { problems } = refusalOf(
      minimalDocument({ channels: [...channels, { id: 'co2', unit: '%', period: 'PT1M' }], phases }),
    );
    const found = problems.find(
      (problem) =>
        problem.field === `channels[0].rate[0]${field && `${field.startsWith('[') ? '' : '.'}${field}`}`,
    );
    expect(found?.message).toMatch(sentence);
  });

  it.each([
    [
      'duty',
      'co2',
      [['holds', 'expected another channel than the one that drives the heater, got "duty" itself']],
    ],
    [
      'co2',
      'duty',
      [['ambient', 'expected another channel than the one that drives the heater, got "duty" itself']],
    ],
    [
      'co2',
      'co2',
      [['ambient', 'expected the channel of the surroundings, got "co2", which is the one that is held']],
    ],
    [
      'duty',
      'duty',
      [
        ['holds', /itself/],
        ['ambient', /itself/],
      ],
    ],
    ['temperature', 'co2', []],
  ] as const)('judges a loop that holds %s against %s', (holds, ambient, expected) => {
    const duty = { id: 'duty', unit: '%', period: 'PT1M', loop: { holds, ambient } };
    const { channels } = minimalDocument();
    const document = minimalDocument({ channels: [...(channels as object[]), duty] });
    if (expected.length === 0) return expect(() => parseDefinition(document)).not.toThrow();
    expect(refusalOf(document).problems).toMatchObject(
      expected.map(([key, message]) => ({
        ...{ field: `channels[2].loop.${key}`, code: 'definition.contradiction' },
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      })),
    );
  });

  it.each([
    ['SPACEFLIGHT', 'ONBOARD_1G', true],
    ['SPACEFLIGHT', 'BASAL_CONTROL', true],
    ['ONBOARD_1G', 'GROUND_CONTROL_SYNCHRONOUS', true],
    ['SPACEFLIGHT', 'SPACEFLIGHT', false],
    ['GROUND_CONTROL_SYNCHRONOUS', 'VIVARIUM_CONTROL', false],
  ])('takes a pair of %s and %s: %s', (flight, ground, isTaken) => {
    const arms = [
      { id: 'flight', kind: flight },
      { id: 'ground', kind: ground },
    ];
    const attempt = () => minimal({ arms });
    if (isTaken) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(/expected a unit of a (flight|control) arm/);
  });
});
