/** A unit's bucket changed: roll it up and lay it beside its twins. Or all did: have each looked at. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { alignMessageSchema } from '../../shared/contract/hints.ts';
import { comingWith } from '../../shared/runtime/coming.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { WORK_STOPPED } from '../../shared/runtime/environment-names.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { healing } from '../../shared/usecases/judge/heal-derived.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';

const ports = awsPorts();
const code = environmentValue('code');

export const handler = queueHandler(
  log,
  async (body, record) => {
    const hint = alignMessageSchema.parse(JSON.parse(body));
    const coming = comingWith(record, ports.clock.now(), code);
    if (await healing(ports, () => actOnBucket(ports, hint, coming)))
      log.error('each run on a bucket died, and nobody tries it again', null, {
        code: WORK_STOPPED,
        ...hint,
      });
  },
  releaseTo('alignQueueUrl'),
);
