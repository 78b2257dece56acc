/** Files of an assay came or went, or are compared otherwise: its contrasts are computed anew. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { analyzeHintSchema } from '../../shared/contract/hints.ts';
import { comingWith } from '../../shared/runtime/coming.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { WORK_STOPPED } from '../../shared/runtime/environment-names.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { actOnAssay } from '../../shared/usecases/assay/act-on-assay.ts';

const ports = awsPorts();
const code = environmentValue('code');

export const handler = queueHandler(
  log,
  async (body, record) => {
    const hint = analyzeHintSchema.parse(JSON.parse(body));
    const coming = comingWith(record, ports.clock.now(), code);
    const { damaged, isStopped } = await actOnAssay(ports, hint, coming);
    if (damaged !== null)
      log.error('damaged: nothing is compared until its downlink is read again', damaged, { ...hint });
    if (isStopped)
      log.error('each run on an assay died, and nobody tries it again', null, {
        code: WORK_STOPPED,
        ...hint,
      });
  },
  releaseTo('analyzeQueueUrl'),
);
