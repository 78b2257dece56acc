/** A message failed as often as the queue allows: the attempt that it names ends as FAILED, where people see it. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { readIngestMessage, readUpkeepMessage } from '../../shared/contract/uploads.ts';
import { DOWNLINK_FAILED, WORK_STOPPED } from '../../shared/runtime/environment-names.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { failDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { failTrial } from '../../shared/usecases/try/claim-trial.ts';

const ports = awsPorts();

export const handler = queueHandler(log, async (body, { messageId }) => {
  const upkeep = readUpkeepMessage(body);
  if (upkeep !== null) {
    // Its mark stands, and watch hints again.
    log.error('a verification or a rebuild fails again and again', null, { code: WORK_STOPPED, ...upkeep });
    return;
  }
  for (const hint of readIngestMessage(body)) {
    if (hint.dryRun) await failTrial(ports, hint, messageId);
    else if (await failDownlink(ports, hint, messageId)) {
      log.error('a downlink is FAILED', null, { code: DOWNLINK_FAILED, ...hint });
    }
  }
});
