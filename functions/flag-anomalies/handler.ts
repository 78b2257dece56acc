/** A unit's or pair's pages changed: find what is wrong on it. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { flagHintSchema } from '../../shared/contract/hints.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { flagAnomalies } from '../../shared/usecases/judge/flag-anomalies.ts';

const ports = awsPorts();

export const handler = queueHandler(
  log,
  async (body) => {
    const hint = flagHintSchema.parse(JSON.parse(body));
    const damaged = await flagAnomalies(ports, hint);
    if (damaged !== null) log.error('damaged, and made anew', damaged, { ...hint });
  },
  releaseTo('flagQueueUrl'),
);
