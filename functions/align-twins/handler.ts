/** A unit's bucket changed: roll it up and lay it beside its twins. Or all did: have each looked at. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { alignMessageSchema } from '../../shared/contract/hints.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { healing } from '../../shared/usecases/judge/heal-derived.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';

const ports = awsPorts();

export const handler = queueHandler(
  log,
  (body) => healing(ports, () => actOnBucket(ports, alignMessageSchema.parse(JSON.parse(body)))),
  releaseTo('alignQueueUrl'),
);
