/** A file was uploaded, or a downlink is due again: take it in. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { readIngestMessage, readUpkeepMessage } from '../../shared/contract/uploads.ts';
import { pauseAfter } from '../../shared/domain/downlink/run-time.ts';
import { DOWNLINK_FAILED } from '../../shared/runtime/environment-names.ts';
import { log } from '../../shared/runtime/log.ts';
import { logDifferences } from '../../shared/runtime/log-differences.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { healing } from '../../shared/usecases/judge/heal-derived.ts';
import { tryDownlink } from '../../shared/usecases/try/try-downlink.ts';
import { runUpkeep } from '../../shared/usecases/upkeep/run-upkeep.ts';

const ports = awsPorts();

export const handler = queueHandler(
  log,
  async (body, { messageId }) =>
    healing(ports, async () => {
      const upkeep = readUpkeepMessage(body);
      if (upkeep !== null) return logDifferences(log, upkeep, await runUpkeep(ports, upkeep, messageId));
      for (const hint of readIngestMessage(body)) {
        if (hint.dryRun) await tryDownlink(ports, hint, messageId);
        else if (await ingestDownlink(ports, hint, messageId)) {
          log.error('a downlink is FAILED', null, { code: DOWNLINK_FAILED, ...hint });
        }
      }
    }),
  releaseTo('ingestQueueUrl', pauseAfter),
);
