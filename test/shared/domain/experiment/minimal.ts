import type { Definition } from '../../../../shared/domain/experiment/definition.ts';
import {
  type DefinitionIndex,
  indexDefinition,
} from '../../../../shared/domain/experiment/definition-index.ts';
import { parseDefinition } from '../../../../shared/domain/experiment/parse-definition.ts';

/** A flight and a ground unit, two channels, a second sensor and a wide source; `changes` replaces top-level keys. */
export function minimalDocument(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'minimal',
    reference: 'activation',
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: [
      {
        id: 'FU1',
        arm: 'flight',
        sensors: [
          { id: 'T2', measures: 'temperature' },
          { id: 'T1', measures: 'temperature', primary: true, serial: 'PT-1' },
        ],
        events: [{ name: 'activation', at: '2026-03-01T06:00:00Z' }],
      },
      { id: 'GU1', arm: 'ground' },
    ],
    pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1' }],
    channels: [
      { id: 'temperature', unit: 'Cel', period: 'PT1S', storage: 'decimal(2)', validRange: [-20, 60] },
      { id: 'co2', unit: '%', period: 'PT1M' },
    ],
    sources: [wideSource()],
    ...changes,
  };
}

export function wideSource(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'controller',
    match: '*_CSV.csv',
    time: { column: 'gmt' },
    columns: {
      T_F: { unit: 'FU1', channel: 'temperature' },
      C_F: { unit: 'FU1', channel: 'co2' },
      T_G: { unit: 'GU1', channel: 'temperature' },
    },
    ...changes,
  };
}

/** A row a sample, of any unit and channel. */
export const longSource = (changes: object = {}) => ({
  id: 'dump',
  match: 'dump-*.csv.gz',
  layout: 'long',
  time: { column: 'gmt' },
  rows: { unit: { column: 'u' }, channel: { column: 'c' }, value: 'v' },
  ...changes,
});

export function minimal(changes: Readonly<Record<string, unknown>> = {}): Definition {
  return parseDefinition(minimalDocument(changes));
}

export function indexed(changes: Readonly<Record<string, unknown>> = {}): DefinitionIndex {
  return indexDefinition(minimal(changes));
}
