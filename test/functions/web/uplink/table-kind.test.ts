import { expect, it } from 'vitest';
import { tableKindOf } from '../../../../functions/web/uplink/table-kind.ts';

it.each([
  ['aos,los,station,id\n2026-03-01T06:00:00Z,…', 'CONTACTS'],
  ['\uFEFF"AOS";"LOS"\r\n', 'CONTACTS'],
  ['# of Kiruna\n\nlos\taos\n', 'CONTACTS'],
  ['[{"aos":"2026-03-01T06:00:00Z"', 'CONTACTS'],
  ['{ "contacts": [ { "station": "Kiruna", "los": "2026', 'CONTACTS'],
  ['name,unit,at\nlaunch,FU1,2026', 'EVENTS'],
  ['unit,name,at,accuracy,source\n', 'EVENTS'],
] as const)('%j is a table of %s', (head, kind) => {
  expect(tableKindOf(head)).toBe(kind);
});

it.each([
  ['aos,los,elevation\n'],
  ['time,temperature\n'],
  ['name,unit\nlaunch,FU1'],
  ['name,unit,value,at\n'],
  ['aos,station\n'],
  ['{"samples":[{"at":1}]}'],
  [''],
  ['\u0000PNG'],
])('%j is data, as far as anybody knows', (head) => {
  expect(tableKindOf(head)).toBeNull();
});
