import { expect, it } from 'vitest';
import { helpFor } from '../../../../functions/web/define/schema-help.ts';
import { definitionJsonSchema } from '../../../../shared/formats/definition/json-schema.ts';

const schema = definitionJsonSchema();

it('says what a property is, by its path', () => {
  const { place, says } = helpFor(schema, ['channels', 0, 'unit']);
  expect(place).toBe('channels[].unit');
  expect(says).toMatch(/UCUM/);
});

it('names the values of a property that takes only some', () => {
  expect(helpFor(schema, ['arms', 1, 'kind']).values).toContain('GROUND_CONTROL_ASYNCHRONOUS');
});

it('lists the properties of an object, the required ones first', () => {
  const { properties } = helpFor(schema, ['channels', 0]);
  expect(properties[0]?.isRequired).toBe(true);
  expect(properties.find(({ name }) => name === 'period')?.says).not.toBe('');
});

it('stays at the nearest place that the schema knows', () => {
  expect(helpFor(schema, ['channels', 0, 'nonsense', 'deeper']).place).toBe('channels[]');
  expect(helpFor(schema, []).properties.length).toBeGreaterThan(5);
});

it('finds the alternatives of a source by any of them', () => {
  expect(helpFor(schema, ['sources', 0, 'time', 'zone']).says).not.toBe('');
});
