import { describe, expect, it } from 'vitest';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { definitionWarnings } from '../../../../shared/usecases/define/definition-warnings.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const text = TWIN_DEFINITION.replace('from: activation, armed', 'from: activation, to: fixation, armed');
const { definition } = readDefinition(text);
const hour = (name: string, at: number) => ({
  ...{ name, unit: 'FU1', accuracy: 1 },
  at: Date.parse('2026-03-01T00:00:00Z') * 1000 + at * 3_600_000_000,
});

describe('the order of phases', () => {
  it('is held against the events that stand, recorded ones too, and comes first', () => {
    const codes = (known: Parameters<typeof definitionWarnings>[1] = null) =>
      definitionWarnings(definition, known).map(({ code, field }) => `${code} ${field}`);
    expect(codes()).toEqual(['definition.undeclared-event phases[0].to']);
    expect(codes([hour('activation', 6), hour('fixation', 2)])).toEqual([
      'definition.phase-never phases[0]',
      'definition.undeclared-event phases[0].to',
    ]);
    expect(codes([hour('activation', 6), hour('fixation', 9)])).toHaveLength(1);
  });
});
