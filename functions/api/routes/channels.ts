import {
  type ChannelsOnWire,
  channelsQuerySchema,
  channelsSchema,
} from '../../../shared/contract/channels.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

const HEADER = ['channel', 'ucum', 'period', 'kind', 'unit', 'pair', 'looked', 'why', 'thresholds'];

export function channelsRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/channels',
      resource: 'channels',
      id: 'getChannels',
      right: 'READ',
      title: 'What is looked for',
      summary:
        'The matrix of channels and detectors: what is looked for with which thresholds, defaults among them, or why not.',
      params: inExperiment,
      query: channelsQuerySchema,
      status: 200,
      answer: channelsSchema,
      csv: ({ channels }) => ({ header: HEADER, rows: channels.flatMap(rowsOf) }),
    },
    async ({ ports, params, query }) => {
      // Most starts of the API serve none of these.
      const { listChannels } = await import('../../../shared/usecases/answer/list-channels.ts');
      return listChannels(ports, params.experiment, query);
    },
  );
}

type OneChannel = ChannelsOnWire['channels'][number];

/** A row a detector, and one of how the channel is held against its twin. */
function rowsOf({ channel, ucum, period, twin, detectors }: OneChannel) {
  const rows = detectors.map(({ kind, unit, pair, looked, why, awaits, thresholds }) => [
    ...[channel, ucum, period, kind, unit ?? null, pair ?? null],
    ...[String(looked), why ?? awaits ?? null, textOf(thresholds)],
  ]);
  return [...rows, [channel, ucum, period, 'environment', null, null, null, null, textOf(twin)]];
}

function textOf(thresholds: OneChannel['twin']): string {
  return thresholds
    .map(({ name, value, isDefault }) => `${name} ${value}${isDefault ? ' (default)' : ''}`)
    .join('; ');
}
