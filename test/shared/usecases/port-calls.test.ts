/** How often a trip asks the stores and queues: two incubators, and a file of 220 rows in which a sensor freezes. */
import { beforeAll, expect, it } from 'vitest';
import { alignHintSchema, flagHintSchema } from '../../../shared/contract/hints.ts';
import { listAnomalies } from '../../../shared/usecases/answer/list-anomalies.ts';
import { queryCompleteness } from '../../../shared/usecases/answer/query-completeness.ts';
import { queryDelta } from '../../../shared/usecases/answer/query-deltas.ts';
import { queryTelemetry } from '../../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../../shared/usecases/answer/show-receipt.ts';
import { ingestDownlink } from '../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../../shared/usecases/define/apply-experiment.ts';
import { flagAnomalies } from '../../../shared/usecases/judge/flag-anomalies.ts';
import { alignTwins } from '../../../shared/usecases/pages/align-twins.ts';
import { countedPorts } from '../../support/counted-ports.ts';
import { memoryPorts } from '../../support/memory-ports.ts';
import { settleAll, upload } from '../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

const E = 'twins';
/** Each call costs money and a round trip. Raise a number only with the reason for it. */
const MOST_CALLS: Readonly<Record<string, number>> = {
  'put a definition': 12,
  // It names the files that were read otherwise again: one list of receipts.
  'put it again': 5,
  // One query says whether the same bytes came at the same moment.
  'ingest a file': 24,
  'align a bucket': 23,
  'flag a unit and its pair': 25,
  // The file ends before that of its twin: that is found from all units, and its cause from plan, receipts and events.
  'show a receipt': 8,
  'show deltas': 18,
  'show deltas again': 16,
  'show telemetry': 5,
  'list anomalies': 11,
  'show completeness': 10,
};

const memory = memoryPorts();
const { ports, calls } = countedPorts(memory);
const found = new Map<string, readonly string[]>();

async function trip(name: string, act: () => Promise<unknown>): Promise<void> {
  calls.length = 0;
  await act();
  found.set(name, [...calls]);
}

beforeAll(async () => {
  const { flight, ground } = twinFiles();
  await trip('put a definition', () => applyExperiment(ports, E, TWIN_DEFINITION));
  await trip('put it again', () => applyExperiment(ports, E, TWIN_DEFINITION));
  await upload(memory, E, 'gu1.csv', ground);
  await settleAll(memory);
  const downlink = await upload(memory, E, 'fu1.csv', flight.split('\n').slice(0, 221).join('\n'));
  memory.queues.ingest.hints.length = 0;
  await trip('ingest a file', () => ingestDownlink(ports, { experiment: E, downlink }));
  const align = alignHintSchema.parse(memory.queues.align.hints.shift());
  await trip('align a bucket', () => alignTwins(ports, align));
  const flag = flagHintSchema.parse(memory.queues.flag.hints.shift());
  await trip('flag a unit and its pair', () => flagAnomalies(ports, flag));
  await settleAll(memory);
  await trip('show a receipt', () => showReceipt(ports, E, downlink));
  const query = { pair: 'P1', channel: 'temperature' };
  await trip('show deltas', () => queryDelta(ports, E, query));
  await trip('show deltas again', () => queryDelta(ports, E, query));
  await trip('show telemetry', () => queryTelemetry(ports, E, { unit: 'FU1', channel: 'temperature' }));
  await trip('list anomalies', () => listAnomalies(ports, E, {}));
  await trip('show completeness', () => queryCompleteness(ports, E, {}));
});

it.each(Object.entries(MOST_CALLS))('to %s takes %i calls at most', (name, most) => {
  const made = found.get(name) ?? [];
  expect(made.length, made.join(', ')).toBeLessThanOrEqual(most);
  expect(made.length).toBeGreaterThan(0);
});
