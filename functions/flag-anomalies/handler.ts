/** A unit's or pair's pages changed: find what is wrong on it. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { flagHintSchema } from '../../shared/contract/hints.ts';
import { comingWith } from '../../shared/runtime/coming.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { WORK_STOPPED } from '../../shared/runtime/environment-names.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { actOnSubject } from '../../shared/usecases/judge/act-on-subject.ts';

const ports = awsPorts();
const code = environmentValue('code');

export const handler = queueHandler(
  log,
  async (body, record) => {
    const hint = flagHintSchema.parse(JSON.parse(body));
    const coming = comingWith(record, ports.clock.now(), code);
    const { damaged, isStopped } = await actOnSubject(ports, hint, coming);
    if (damaged !== null) log.error('damaged, and made anew', damaged, { ...hint });
    if (isStopped)
      log.error('each run on a unit or pair died, and nobody tries it again', null, {
        code: WORK_STOPPED,
        ...hint,
      });
  },
  releaseTo('flagQueueUrl'),
);
