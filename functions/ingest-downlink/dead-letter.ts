/** A downlink failed as often as the queue allows: it ends as FAILED, where people see it. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { readIngestMessage } from '../../shared/contract/uploads.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { failDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { failTrial } from '../../shared/usecases/try/try-downlink.ts';

const ports = awsPorts();

export const handler = queueHandler(log, async (body) => {
  for (const hint of readIngestMessage(body)) {
    await (hint.dryRun ? failTrial(ports, hint) : failDownlink(ports, hint));
  }
});
