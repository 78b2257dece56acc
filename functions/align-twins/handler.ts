/** A unit's bucket changed: roll it up and lay it beside its twins. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { alignHintSchema } from '../../shared/contract/hints.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { alignTwins } from '../../shared/usecases/pages/align-twins.ts';

const ports = awsPorts();

export const handler = queueHandler(
  log,
  (body) => alignTwins(ports, alignHintSchema.parse(JSON.parse(body))),
  releaseTo('alignQueueUrl'),
);
