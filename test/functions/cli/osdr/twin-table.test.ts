import { expect, it } from 'vitest';
import { twinTable } from '../../../../functions/cli/osdr/twin-table.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { reportPair } from '../../../../shared/usecases/report/report-pair.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';

it('names the arms of a pair in its rows, and calls nothing flight or ground in its header', async () => {
  const pairs = [
    { id: 'B1', flight: 'F1', ground: 'R1' },
    { id: 'C1', flight: 'R1', ground: 'G1' },
  ];
  const ports = await armsPorts(armsDocument({ pairs }));
  const loaded = await loadExperiment(ports, E);
  const query = { channel: ['temperature'] };
  const deltas = [
    ...(await reportPair(ports, loaded, 'B1', query)).deltas,
    ...(await reportPair(ports, loaded, 'C1', query)).deltas,
  ];
  const { header, rows, dictionary } = twinTable(loaded.definition, deltas);
  expect(header.join(' ')).not.toMatch(/flight|ground/);
  const told = rows
    .filter((cells) => cells[header.indexOf('phase')] === 'culture')
    .map((cells) =>
      ['pair', 'unit_a', 'arm_a', 'unit_b', 'arm_b'].map((name) => cells[header.indexOf(name)]),
    );
  expect(told).toEqual([
    ['B1', 'F1', 'flight', 'R1', 'rotor'],
    ['C1', 'R1', 'rotor', 'G1', 'ground'],
  ]);
  const [row = []] = rows;
  const number = (name: string) => Number(row[header.indexOf(name)]);
  expect(number('mean_a') - number('mean_b')).toBeCloseTo(number('difference'), 6);
  expect(row[header.indexOf('environment_of_channel')]).toBe('');
  expect(dictionary.filter(([, , , meaning]) => meaning === '')).toEqual([]);
});
