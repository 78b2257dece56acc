/** The journal holds something that somebody must hear: tell them. */
import { topicNotifier } from '../../shared/aws/notifier.ts';
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { notifyHintSchema } from '../../shared/contract/hints.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { notify } from '../../shared/usecases/tell/notify.ts';

const ports = awsPorts(process.env, topicNotifier());

export const handler = queueHandler(
  log,
  async (body) => {
    const hint = notifyHintSchema.parse(JSON.parse(body));
    const told = await notify(ports, hint);
    if (told === null) return;
    const message = told.route === null ? 'told nobody: it does not hold any more' : 'told';
    log.info(message, { experiment: hint.experiment, ...told });
  },
  releaseTo('notifyQueueUrl'),
);
