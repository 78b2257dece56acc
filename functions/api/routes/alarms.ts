import type * as z from 'zod';
import {
  alarmActionSchema,
  alarmAfterSchema,
  alarmsQuerySchema,
  alarmsSchema,
  assignSchema,
  shelveSchema,
} from '../../../shared/contract/alarms.ts';
import type { AskedAction, Sighted } from '../../../shared/domain/alarm/decide-action.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { readJsonOrNothing } from '../http/read-body.ts';
import { inAlarm, inExperiment, NOTHING } from './parameters.ts';

export function alarmsRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/alarms',
      resource: 'alarms',
      id: 'listAlarms',
      right: 'READ',
      title: 'List the alarms',
      summary:
        'Every alarm with its state by ISA-18.2 and what moved it; those first that wait for somebody, the worst of them before the others.',
      params: inExperiment,
      query: alarmsQuerySchema,
      status: 200,
      answer: alarmsSchema,
    },
    async ({ ports, params, query }) => {
      const { listAlarms } = await import('../../../shared/usecases/answer/list-alarms.ts');
      return listAlarms(ports, params.experiment, query);
    },
  );
  plainActions(api);
  actionRoute(api, {
    verb: 'shelve',
    title: 'Shelve an alarm',
    body: shelveSchema,
    summary:
      'Takes the alarm out of sight up to an instant, at most 7 days; one that becomes worse comes back.',
    asked: ({ until }) => ({ action: 'SHELVE', until }),
  });
  actionRoute(api, {
    verb: 'assign',
    title: 'Assign an alarm',
    body: assignSchema,
    summary: 'Names who looks after the alarm. Its state stays.',
    asked: ({ owner }) => ({ action: 'ASSIGN', owner }),
  });
}

const PLAIN = [
  {
    verb: 'acknowledge',
    action: 'ACKNOWLEDGE',
    title: 'Acknowledge an alarm',
    summary:
      'Says that somebody has the alarm in hand. It holds for the episode that is in sight, and is void when that worsens or begins again.',
  },
  {
    verb: 'unacknowledge',
    action: 'UNACKNOWLEDGE',
    title: 'Take an acknowledgement back',
    summary: 'Takes an acknowledgement back, whoever gave it.',
  },
  {
    verb: 'unshelve',
    action: 'UNSHELVE',
    title: 'Unshelve an alarm',
    summary: 'Ends the shelf by hand, which acknowledges the alarm; a shelf that ends by time does not.',
  },
  {
    verb: 'reset',
    action: 'RESET',
    title: 'Reset an alarm',
    summary: 'Lets go of a latched alarm whose condition has returned.',
  },
] as const;

function plainActions(api: Api): void {
  for (const { action, ...words } of PLAIN)
    actionRoute(api, { ...words, body: alarmActionSchema, asked: () => ({ action }) });
}

/** What every action may bring. */
interface SentAction {
  readonly comment?: string | undefined;
  readonly sighted?: Sighted | undefined;
}

interface ActionWords<B extends z.ZodType<SentAction>> {
  readonly verb: string;
  readonly title: string;
  readonly summary: string;
  readonly body: B;
  asked(body: z.output<B>): AskedAction;
}

/** Answers the alarm after the action. */
function actionRoute<B extends z.ZodType<SentAction>>(
  api: Api,
  { verb, title, summary, body, asked }: ActionWords<B>,
): void {
  api.serve(
    {
      method: 'post',
      path: `/v1/experiments/{experiment}/alarms/{alarm}/${verb}`,
      resource: 'alarms',
      id: `${verb}Alarm`,
      right: 'OPERATE',
      ...{ title, summary },
      params: inAlarm,
      query: NOTHING,
      body: { 'application/json': body },
      status: 200,
      answer: alarmAfterSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { actOnAlarm } = await import('../../../shared/usecases/tell/act-on-alarm.ts');
      const sent = parsePart('body', body, await readJsonOrNothing(context));
      const { comment = null, sighted } = sent;
      return actOnAlarm(ports, params, asked(sent), { by: holder, comment, sighted });
    },
  );
}
