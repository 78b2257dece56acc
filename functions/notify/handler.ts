/** The journal holds something that somebody must hear: tell them. */
import { topicNotifier } from '../../shared/aws/notifier.ts';
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { notifyHintSchema } from '../../shared/contract/hints.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { notify, type Told } from '../../shared/usecases/tell/notify.ts';

/** All of a batch: one after the other, a receiver that hangs would make the messages to others late. */
const AT_ONCE = 10;

const ports = awsPorts(process.env, topicNotifier());

export const handler = queueHandler(
  log,
  async (body) => {
    const hint = notifyHintSchema.parse(JSON.parse(body));
    for (const told of await notify(ports, hint))
      log.info(messageOf(told), { experiment: hint.experiment, ...told });
  },
  releaseTo('notifyQueueUrl'),
  AT_ONCE,
);

function messageOf(told: Told): string {
  if ('number' in told) return told.sent ? 'told' : 'a message was not taken and will be sent again';
  if ('heartbeat' in told)
    return told.heartbeat === null ? 'the heartbeat was taken' : 'the heartbeat was not taken';
  return told.became === 'UNROUTED'
    ? 'told nobody: no route takes it'
    : 'told nobody: it does not hold any more';
}
