/** A machine's temperature with its shutdown and its failure, both labelled (Numenta Anomaly Benchmark). */
import { describe, expect, it } from 'vitest';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const FILE = 'machine_temperature_system_failure.csv';
const DEFINITION = `
id: machine
plausible: { from: 2013-12-01T00:00:00Z, to: 2014-03-01T00:00:00Z }
arms: [{ id: works, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [{ id: M1, arm: works }]
channels:
  - id: temperature
    unit: "[degF]"
    storage: float64
    resolution: 0.01
    period: PT5M
    # Two hours within are needed for it to be over.
    limits: [{ critical: [45, null], minConformance: 24, action: look at the machine }]
sources:
  - id: log
    match: "*.csv"
    time: { column: timestamp, formats: ["yyyy-MM-dd HH:mm:ss"], zone: UTC }
    columns: { value: { unit: M1, channel: temperature } }
`;

/** The file before and after its clock is put back by an hour: as one file, what follows a reset is rejected. */
function halves(): [string, string][] {
  const [header = '', ...rows] = realFile(`nab-temperature/${FILE}`).toString().trim().split('\n');
  const reset = rows.findIndex((row, i) => i > 0 && row.slice(0, 19) < rows[i - 1]!.slice(0, 19));
  const file = (part: readonly string[]) => `${[header, ...part].join('\n')}\n`;
  return [
    ['before.csv', file(rows.slice(0, reset))],
    ['after.csv', file(rows.slice(reset))],
  ];
}

async function taken() {
  const memory = memoryPorts();
  await applyExperiment(memory, 'machine', DEFINITION);
  const receipts = [];
  for (const [name, text] of halves()) {
    const id = await upload(memory, 'machine', name, text);
    await settleAll(memory);
    receipts.push((await showReceipt(memory, 'machine', id)).counts);
  }
  return { receipts, list: await listAnomalies(memory, 'machine', {}) };
}

describe.runIf(hasRealData)('a machine (skipped only where HOWSHIP_DATA is absent)', async () => {
  const machine = hasRealData ? await taken() : null;

  it('has its 22,695 readings in', () => {
    const sums = (count: 'rows' | 'rejected' | 'conflicts') =>
      machine!.receipts.reduce((sum, one) => sum + one[count], 0);
    expect([sums('rows'), sums('rejected'), sums('conflicts')]).toEqual([22_695, 0, 12]);
  });

  it('shows its shutdown and its failure, each once and within its window, and no other limit', () => {
    const limits = machine!.list.anomalies.filter(({ kind }) => kind === 'LIMIT');
    expect(limits.map(({ from, to }) => [from, to])).toEqual([
      ['2013-12-16T15:25:00Z', '2013-12-16T18:30:00Z'],
      ['2014-02-08T00:15:00Z', '2014-02-09T11:55:00Z'],
    ]);
  });

  it('shows nothing else in 79 days but a WATCH for its noise, and what only stands in lists', () => {
    const { anomalies, lookedFor } = machine!.list;
    const others = anomalies.filter(({ kind }) => kind !== 'LIMIT' && kind !== 'SPIKE');
    expect(others.map(({ kind, severity }) => [kind, severity])).toEqual([['VARIANCE', 'WATCH']]);
    const looked = lookedFor.filter((one) => one.looked).map(({ kind }) => kind);
    expect(looked).toEqual(['LIMIT', 'STUCK', 'DEAD', 'GAP', 'SPIKE', 'VARIANCE']);
  });
});
